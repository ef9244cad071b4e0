// Finds the routes of an address without going through all of them.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "platform/message.h"

namespace unionhall {

struct Route;
struct Room;

// One hole at most in a path: {id} takes an id, any other name takes a piece of text without a slash.
class RouteIndex {
  public:
    explicit RouteIndex(const std::vector<Room>& rooms);  // which must outlive it

    struct Found {
        const Route* route = nullptr;
        std::int64_t id = 0;
        std::string rest;
    };
    // Refuses (not found) where there is no route, and says which methods there are where only the method is wrong.
    // A fixed path wins over one with a hole.
    Found match(const Request&) const;
    bool has_path(const std::string& path) const;  // whether any route is at that address, or it is one of the API's

  private:
    struct Hole {
        const Route* route;
        std::string tail;
        bool is_id;
    };
    // Calls `take` with each route at that address until it says true.
    template <class Take>
    void each_at(const std::string& path, Take take) const;

    struct TextHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    template <class T>
    using ByText = std::unordered_map<std::string, std::vector<T>, TextHash, std::equal_to<>>;
    ByText<const Route*> fixed_;
    ByText<Hole> holes_;  // by what stands before the hole
    std::size_t longest_before_hole_ = 0;
};

}  // namespace unionhall
