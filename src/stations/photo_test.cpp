#include <doctest/doctest.h>
#include <turbojpeg.h>

#include "stations/photo_model.h"
#include "stations/testing_stations.h"

namespace unionhall::stations {
namespace {

std::string small_jpeg() {
    std::vector<unsigned char> pixels(320 * 240 * 3, 200);
    auto* writer = tjInitCompress();
    unsigned char* out = nullptr;
    unsigned long size = 0;
    REQUIRE(tjCompress2(writer, pixels.data(), 320, 0, 240, TJPF_RGB, &out, &size, TJSAMP_420, 80, 0) == 0);
    std::string bytes(reinterpret_cast<const char*>(out), size);
    tjFree(out);
    tjDestroy(writer);
    return bytes;
}

}  // namespace

TEST_CASE(
    "the keeper brings photos with words, anybody sees them while the station is open, and the keeper takes them away") {
    StationStory story;
    auto& app = story.app;
    auto path = story.opened("银河驿站", 84.87, 45.59);
    auto id = path.substr(path.rfind('/') + 1);
    auto jpeg = small_jpeg();
    auto bring = [&](const std::string& who, const std::string& bytes) {
        return app.as(who).upload("/api/station-photos?alt=" + escaped("从西门进") + "&station_id=" + id, bytes);
    };
    auto brought = bring("keeper", jpeg);
    REQUIRE_MESSAGE(brought.status == 201, brought.body);
    CHECK(brought.number("width") == 320);
    CHECK(bring("southerner", jpeg).status == 404);
    CHECK(bring("keeper", "no photo").status == 422);
    CHECK(app.as("keeper").upload("/api/station-photos?station_id=" + id, jpeg).status == 422);  // without words

    auto shown = app.as_nobody().get("/api/public" + path.substr(4) + "/photos");
    REQUIRE(shown.count() == 1);
    CHECK(shown.item(0).at("alt").text() == "从西门进");
    auto address = shown.item(0).at("address").text();
    auto picture = app.as_nobody().get(address);
    CHECK(picture.status == 200);
    CHECK(picture.content_type == "image/jpeg");
    CHECK(picture.body.starts_with("\xff\xd8\xff"));
    CHECK(app.as("keeper").get("/api/station-photos/" + brought.text("id") + "/picture").body == picture.body);
    CHECK(app.as("southerner").get("/api/station-photos/" + brought.text("id") + "/picture").status == 404);

    for (std::int64_t more = 1; more < photos_each_max; ++more) CHECK(bring("keeper", jpeg).status == 201);
    CHECK(bring("keeper", jpeg).status == 409);
    CHECK(app.as("keeper").remove("/api/station-photos/" + brought.text("id")).status == 204);
    CHECK(app.as_nobody().get(address).status == 404);
    CHECK(app.as("keeper").get("/api/station-photos?station_id=" + id).count() == photos_each_max - 1);

    CHECK(app.as("officer").post(path + "/steps", Json::Object{{"step", "close"}}).status == 200);
    CHECK(app.as_nobody().get("/api/public" + path.substr(4) + "/photos").status == 404);
    CHECK(app.audit().find("station_photo.brought") != std::string::npos);
}

}  // namespace unionhall::stations
