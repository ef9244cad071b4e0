// Tells stations to the public: many of the same few units and divisions, whose names are looked up once.
#pragma once

#include <map>

#include "stations/public_model.h"

namespace unionhall::stations {

class Teller {
  public:
    explicit Teller(Context& context) : context_(context) {}
    PublicStation operator()(const Station&);

  private:
    Context& context_;
    std::map<std::int64_t, std::string> units_;
    std::map<std::string, std::string> divisions_;
    std::map<std::string, std::int64_t> days_;
};

}  // namespace unionhall::stations
