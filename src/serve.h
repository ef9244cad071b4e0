// `unionhall serve`: the application behind HTTP, with its background work, until a signal ends it.
#pragma once

#include "house.h"

namespace unionhall {

struct ServeOptions {
    std::string address = "127.0.0.1";
    unsigned port = 8080;
    std::filesystem::path web;  // empty: web/dist beside the build
};
// Serves until SIGTERM or SIGINT, answers what was asked, and returns.
int serve(House&, const ServeOptions&);
// Before the house is opened: every thread has to leave the signals to serve(), or one of them ends the program at once.
void hold_signals();

}  // namespace unionhall
