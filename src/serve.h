// `unionhall serve`: the application behind HTTP, with its background work, until a signal ends it.
#pragma once

#include "house.h"

namespace unionhall {

struct ServeOptions {
    std::string address = "127.0.0.1";
    unsigned port = 8080;
    std::filesystem::path web;  // empty: web/dist beside the build
};
int serve(House&, const ServeOptions&);

}  // namespace unionhall
