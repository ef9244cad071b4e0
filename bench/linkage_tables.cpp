// linkage_tables KIND FOLDER ROWS SEED: two tables of made-up people (zh, latin) or enterprises, and the truth, a fifth common.
#include <fstream>
#include <iostream>
#include <string>

#include "linkage/testing_made.h"

using namespace unionhall::linkage::testing;

int main(int count, char** words) {
    if (count != 5) return 2;
    std::string kind = words[1], folder = words[2];
    MadeOptions options;
    options.left = options.right = std::stoul(words[3]);
    options.common = options.left / 5;
    options.seed = std::stoul(words[4]);
    std::ofstream left(folder + "/left.csv"), right(folder + "/right.csv"), truth(folder + "/truth.csv");
    auto make = kind == "zh" ? make_people_zh : kind == "latin" ? make_people_latin : make_enterprises;
    make(options, left, right, truth);
    return left.flush() && right.flush() && truth.flush() ? 0 : 1;
}
