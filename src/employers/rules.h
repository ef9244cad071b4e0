// What is true of employers whatever the database or the web may say.
#pragma once

#include "employers/model.h"

namespace unionhall::employers {

inline const Permission manage{"employers.manage", {"登记和修改用人单位", "Enter and change employers."}};

// Brings names and codes to their one spelling and says everything that is wrong.
std::vector<Problem> settle(Employer&);

// The spelling a name is looked up by: folded, and without the marks that people leave out.
std::string name_key_of(const std::string& name);

}  // namespace unionhall::employers
