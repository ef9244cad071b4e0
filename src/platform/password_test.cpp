#include "platform/password.h"

#include <doctest/doctest.h>

#include <atomic>
#include <thread>

#include "platform/known_passwords.h"
#include "platform/password_common.h"
#include "platform/refusal.h"
#include "platform/text.h"

namespace unionhall {

// So cheap that a test does not wait; the least libsodium allows.
static const PasswordHasher::Cost cheap{.memory_kib = 8, .passes = 1};

static const KnownPasswords& known() {
    static const auto one = KnownPasswords::load("build/assets/passwords.txt");
    return one;
}
static std::optional<Words> problem(std::string_view password, const std::vector<std::string>& words) {
    return password_problem(password, words, known());
}

TEST_CASE("a long password of any characters is accepted") {
    for (const char* good : {"correct horse battery", "我家门口有两棵枣树", "xK9#mQ2v", "mein Rad ist blau",
                             "gonghui is my second home", "7391 4402 1957", "阿依古丽的第一辆车"})
        CHECK_FALSE_MESSAGE(problem(good, {"li.na", "李娜"}), good);
    CHECK_FALSE(problem(std::string(126, 'x') + "yz", {}));
}

TEST_CASE("short, overlong, common and patterned passwords are refused") {
    for (const char* bad : {"",
                            "1234567",
                            "枣树枣树",
                            "password",
                            "Password1",
                            "P@ssw0rd",
                            "12345678",
                            "87654321",
                            "11111111",
                            "abababab",
                            "qwertyui",
                            "1qaz2wsx",
                            "woaini520",
                            "WoAiNi1314",
                            "5201314520",
                            "a5201314",
                            "19900101",
                            "01011990",
                            "admin888",
                            "admin@2026",
                            "gonghui12351",
                            "zhangwei123",
                            "abcdefgh",
                            "lkjhgfdsa",
                            "password2026!",
                            "ｐａｓｓｗｏｒｄ",
                            "我爱你1314520",
                            "chocolate",
                            "Chocolate2026!",
                            "trustno1",
                            "liverpool1",
                            "xx\xff\xff\xff\xff\xff\xff\xff"})
        CHECK_MESSAGE(problem(bad, {}), bad);
    CHECK(problem(std::string(127, 'x') + "yz", {}));
}

TEST_CASE("a password built on who the person is is refused") {
    std::vector<std::string> words{"wangfang88", "王芳", "克拉玛依市总工会", "ab", ""};
    CHECK(problem("WangFang88-home", words));
    CHECK(problem("王芳的小秘密是什么", words));
    CHECK_FALSE(problem("grab a good tea", words));  // two letters are no word
}

TEST_CASE("the lists hold what the rule of length leaves over") {
    CHECK(common_passwords().size() >= 300);
    for (auto word : common_passwords()) CHECK_MESSAGE(characters(word) >= password_characters_min, word);
    for (auto word : common_passwords()) CHECK_MESSAGE(folded(word) == word, word);
    for (auto word : common_words()) CHECK_MESSAGE(folded(word) == word, word);
}

TEST_CASE("the three thousand that leaks hold most often are known, and then some") {
    CHECK(known().size() >= 15000);
    for (auto* one : {"basketball", "chocolate", "iloveyou", "mercedes", "qwertyuiop", "trustno1"})
        CHECK_MESSAGE(known().contains(one), one);
    CHECK_FALSE(known().contains("我家门口有两棵枣树"));
    CHECK_FALSE(known().contains(""));
    CHECK_FALSE(known().contains("zzzzzzzzzzzzzzzzzzzzz"));
}

TEST_CASE("a list of passwords that is none, is short or not in order is refused by its name") {
    CHECK_THROWS_WITH_AS(KnownPasswords::read("baseball\nchocolate\n"), "this is no list of passwords",
                         std::runtime_error);
    const std::string begin = "# unionhall passwords 1 from somewhere\n";
    CHECK_THROWS_WITH_AS(KnownPasswords::read(begin + "baseball\nchocolate\n"), "it holds too few", std::runtime_error);
    for (auto* bad : {"chocolate\nbaseball\n", "baseball\nbaseball\n", "baseball\nshort\n", "\n"})
        CHECK_THROWS_AS(KnownPasswords::read(begin + bad), std::runtime_error);
    CHECK_THROWS_WITH_AS(KnownPasswords::load("no/such/file"),
                         "the list of passwords no/such/file is missing: make it with tools/assets.sh",
                         std::runtime_error);
}

TEST_CASE("a hash knows its own password only") {
    PasswordHasher hasher(cheap);
    auto hash = hasher.hash("我家门口有两棵枣树");
    CHECK(hash.starts_with("$argon2id$v=19$m=8,t=1,p=1$"));
    CHECK(hasher.verify(hash, "我家门口有两棵枣树"));
    CHECK_FALSE(hasher.verify(hash, "我家门口有三棵枣树"));
    CHECK_FALSE(hasher.verify(hash, ""));
    CHECK_FALSE(hasher.verify("", "x"));
    CHECK_FALSE(hasher.verify("not a hash", "x"));
    CHECK(hasher.hash("same") != hasher.hash("same"));
    CHECK_FALSE(hasher.verify_nobody("我家门口有两棵枣树"));
    auto longest = std::string(password_bytes_max, 'x');
    CHECK_FALSE(hasher.verify(hasher.hash(longest), longest + "y"));
    CHECK_THROWS(hasher.hash(longest + "y"));
}

TEST_CASE("the usual cost is what OWASP advises, and a cheaper hash is to be renewed") {
    PasswordHasher usual, low(cheap);
    auto hash = usual.hash("correct horse battery");
    CHECK(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
    CHECK(low.verify(hash, "correct horse battery"));
    CHECK_FALSE(usual.wants_rehashing(hash));
    CHECK(usual.wants_rehashing(low.hash("correct horse battery")));
}

TEST_CASE("who cannot wait any longer is asked to come again") {
    using namespace std::chrono_literals;
    PasswordHasher hasher({.memory_kib = 8, .passes = 1},
                          {.hashing_at_once_max = 1, .waiting_max = 1, .wait_max = 1ms});
    // All places are taken by threads that hash without end until someone was refused.
    std::atomic<int> refused = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&] {
            for (int i = 0; i < 100'000 && refused == 0; ++i) try {
                    hasher.hash("correct horse battery");
                } catch (const Refusal& refusal) {
                    CHECK(refusal.reason == Refusal::Reason::not_now);
                    CHECK(refusal.retry_after_s > 0);
                    ++refused;
                }
        });
    for (auto& thread : threads) thread.join();
    CHECK(refused > 0);
    CHECK(hasher.hash("free again").size() > 0);
}

}  // namespace unionhall
