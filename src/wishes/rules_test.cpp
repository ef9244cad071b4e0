#include "wishes/rules.h"

#include <doctest/doctest.h>

namespace unionhall::wishes {

TEST_CASE("a wish says what is needed, and a number by which somebody could be found is refused") {
    for (auto* text : {"一副冬天的手套", "48 码的雨靴", "手机支架，2 个", "iPhone 15 数据线"})
        CHECK_MESSAGE(check_text(text).empty(), text);
    for (auto* text : {"手套，电话 13812345678", "联系 138 1234 5678", "微信 abc@example.org", "１３８１２３４５６７８",
                       "6230000 找我"})
        CHECK_MESSAGE(check_text(text).size() == 1, text);
}

TEST_CASE("the workflows of wishes are sound, and a confirmed wish has no way back") {
    CHECK(workflow_of(static_cast<const WishRound*>(nullptr)).flaws().empty());
    auto& workflow = workflow_of(static_cast<const Wish*>(nullptr));
    CHECK(workflow.flaws().empty());
    for (auto& step : workflow.steps) CHECK_THROWS_AS(workflow.step(Status::confirmed, step.name), Refusal);
}

}  // namespace unionhall::wishes
