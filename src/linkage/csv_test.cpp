#include "linkage/csv.h"

#include <doctest/doctest.h>

#include <sstream>

#include "linkage/refused.h"
#include "linkage/testing_linked.h"

namespace unionhall::linkage {

using testing::read_tables;

static std::vector<std::vector<std::string>> rows_of(std::string_view text) {
    std::vector<std::vector<std::string>> rows;
    std::vector<std::string_view> cells;
    for (CsvRows reader(text); reader.next(cells);) rows.emplace_back(cells.begin(), cells.end());
    return rows;
}

static std::string refusal_of(const std::string& table, const std::string& id = "id") {
    try {
        read_tables("person-zh", table, "", id);
    } catch (const Refused& refused) { return refused.what(); }
    return "";
}

TEST_CASE("cells are read with quotes, line breaks and every end of line") {
    using Rows = std::vector<std::vector<std::string>>;
    CHECK(rows_of("a,b\nc,d\n") == Rows{{"a", "b"}, {"c", "d"}});
    CHECK(rows_of("a,b\r\n\r\n\nc,d") == Rows{{"a", "b"}, {"c", "d"}});
    CHECK(rows_of("\"a,\"\"x\"\"\",\"b\nc\"\r\n,\n") == Rows{{"a,\"x\"", "b\nc"}, {"", ""}});
    CHECK(rows_of("\"\",\"\"\"\"") == Rows{{"", "\""}});
    CHECK(rows_of("3\"5,\"x\ny\"\n1,2\n") == Rows{{"3\"5", "x\ny"}, {"1", "2"}});
    CHECK(rows_of("\"a\r\"\r\nb\r\r\n") == Rows{{"a\r"}, {"b"}});
    CHECK(csv_cell("a,\"b\"") == "\"a,\"\"b\"\"\"");
}

TEST_CASE("pieces are whole rows, wherever quotes and line breaks are") {
    std::string text;
    for (int i = 0; i < 500; ++i) text += i % 3 == 1 ? "3\"5,\"b\n\"\r\n" : i % 3 ? "a,b\n" : "\"x\n\"\"y\",\",\n\"\n";
    auto all = rows_of(text);
    for (std::size_t size : {1, 7, 64, 1'000, 100'000}) {
        std::vector<std::vector<std::string>> joined;
        for (auto piece : csv_pieces(text, size))
            for (auto& row : rows_of(piece)) joined.push_back(row);
        CHECK(joined == all);
    }
}

TEST_CASE("a table that cannot be read says why, and in which rows") {
    CHECK(refusal_of("").find("not even a row of headings") != std::string::npos);
    CHECK(refusal_of("id,colour\n1,red\n").find("None of its headings") != std::string::npos);
    CHECK(refusal_of("name\n王丽\n").find("no column id; it has name") != std::string::npos);
    auto wrong = refusal_of("id,name\n1,王丽\n2\n3,a,b\n4,\"x\" y\n");
    CHECK(wrong.find("line 3: there are 1 cells, and 2 headings") != std::string::npos);
    CHECK(wrong.find("line 4: there are 3 cells") != std::string::npos);
    CHECK(wrong.find("line 5: something stands behind a closing quote") != std::string::npos);
    CHECK(refusal_of("id,name\n1,\"王丽\n").find("never closed") != std::string::npos);
    CHECK(refusal_of("id,name\n1,\xCD\xF5\xC0\xF6\n").find("1 cells of name are not UTF-8") != std::string::npos);
    CHECK(refusal_of("id,name\n1," + std::string(csv_cell_bytes_max + 1, 'a') + "\n").find("longer than 64 KB") !=
          std::string::npos);
    CHECK(refusal_of("id,name" + std::string(csv_columns_max, ',') + "\n").find("more than 1000 columns") !=
          std::string::npos);
}

TEST_CASE("a byte order mark, blank lines and missing columns are no matter") {
    auto data = read_tables("person-zh", "\xEF\xBB\xBFid,姓名\n\n1,王丽\n\r\n2,\n", "");
    REQUIRE(data->left().rows() == 2);
    CHECK(data->left().id(1) == "2");
    CHECK(data->shown(data->left(), 0, 0) == "王丽");
    CHECK(data->shown(data->left(), 1, 0) == "");
    CHECK(data->left().columns()[0].heading == "姓名");
    CHECK(data->left().columns()[0].filled == 1);
    CHECK(read_tables("person-zh", "id,name\n", "")->left().rows() == 0);
}

TEST_CASE("what id numbers say fills what is missing, and is not counted twice") {
    auto data = read_tables(
        "person-zh",
        "id,name,idno,dob,sex\n1,王丽,11010519491231002X,,\n2,王丽,11010519491231002X,,\n3,王丽,,19491231,女\n", "");
    CHECK(data->shown(data->left(), 0, 2) == "19491231");
    CHECK(data->shown(data->left(), 0, 3) == "f");
    Comparer comparer(*data);
    auto record = [&](std::size_t row) { return data->left().record(row); };
    constexpr std::size_t birth = 1, id = 2;  // places in person-zh
    CHECK(outcome_in(comparer.whole(record(0), record(1)), id) == 1);
    CHECK(outcome_in(comparer.whole(record(0), record(1)), birth) == 0);
    CHECK(outcome_in(comparer.whole(record(0), record(2)), birth) == 1);
}

}  // namespace unionhall::linkage
