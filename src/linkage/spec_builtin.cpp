// The specs that are built in: people with Chinese names, enterprises with Chinese names, people with Latin names.
#include <array>

#include "linkage/spec.h"

namespace unionhall::linkage {

namespace {

constexpr std::string_view person_zh =
    R"(# People whose names are written in Chinese: Han names, and long or dotted names of other languages.
title  人员（中文姓名） People with Chinese names

field name      person-name        = name, 姓名, 名字, member_name, xm
field id        id-number          = id_number, idno, id_card, 身份证号, 身份证号码, 公民身份号码, 证件号码, sfzh
field birth     date from id       = dob, birth_date, birthday, date_of_birth, 出生日期, 出生年月日, csrq
field sex       code from id       = sex, gender, 性别, xb
field phone     phone              = phone, mobile, telephone, 手机, 手机号, 手机号码, 联系电话, 电话
field employer  enterprise         = employer, company, employer_name, 单位, 单位名称, 工作单位, 用人单位, 企业名称
field district  division           = district, division, division_code, 区划代码, 行政区划, 行政区划代码

compare name
  level equal by-frequency
  level pinyin
  level alias
  level parts
  level similar 0.92
  level similar 0.80
compare birth
  level equal
  level typo 1
  level year
compare id
  level equal
  level typo 1
  level typo 2
compare phone
  level equal
  level typo 1
compare employer
  level core by-frequency
  level trade
  level similar 0.9
  level similar 0.8
compare district
  level equal
  level prefecture
compare sex
  level equal

block id
block phone
block name.pinyin birth
block birth district
block name.pinyin employer.core
block name.pinyin district
block id.last(11)
block employer.core birth.month
block employer.core name.surname
block phone.first(7) birth
block name.alias birth

train phone
train name.pinyin birth
)";

constexpr std::string_view employer_zh = R"(# Enterprises and shops by their Chinese names.
title  用人单位（中文名称） Enterprises with Chinese names

field name     enterprise   = name, employer, company, 名称, 单位名称, 企业名称, 用人单位
field code     credit-code  = credit_code, uscc, 统一社会信用代码, 信用代码, 社会信用代码
field phone    phone        = phone, telephone, 电话, 联系电话
field person   person-name  = legal_person, representative, 法定代表人, 负责人, 经营者
field district division     = district, division, division_code, 区划代码, 行政区划, 行政区划代码
field address  text         = address, 地址, 住所, 经营场所

compare name
  level equal by-frequency
  level core by-frequency
  level trade
  level similar 0.92
  level similar 0.80
compare code
  level equal
  level body
compare phone
  level equal
  level typo 1
compare person
  level equal by-frequency
  level pinyin
  level similar 0.85
compare district
  level equal
  level prefecture
  level province
compare address
  level equal
  level bigrams 0.7
  level bigrams 0.4

block code
block code.body
block phone
block name.core
block name.trade district
block person district
block person.pinyin name.trade

train phone
train name.core district
train person district
)";

constexpr std::string_view person_latin = R"(# People whose names are written in Latin letters.
title  人员（拉丁字母姓名） People with Latin names

field given     person-name  = given_name, first_name, firstname, forename, given
field surname   person-name  = surname, last_name, lastname, family_name
field name      person-name  = name, full_name
field birth     date         = date_of_birth, dob, birth_date, birthday
field number    code         = soc_sec_id, ssn, national_id, number
field phone     phone        = phone, telephone, phone_number, mobile
field email     code         = email, e_mail
field street    text         = address_1, address, street
field place     text         = suburb, city, town, birth_place
field postcode  code         = postcode, zip, zip_code, postal_code
field state     code         = state, province

compare given
  level equal by-frequency
  level sound
  level similar 0.92
  level similar 0.80
compare surname
  level equal by-frequency
  level similar 0.92
  level similar 0.80
compare name
  level equal by-frequency
  level parts
  level similar 0.92
  level similar 0.80
compare birth
  level equal
  level typo 1
  level typo 2
  level year
compare number
  level equal
compare phone
  level equal
  level typo 1
compare email
  level equal
compare street
  level equal
  level bigrams 0.6
compare place
  level equal by-frequency
  level similar 0.85
compare postcode
  level equal
compare state
  level equal

block number
block email
block phone
block birth surname
block birth given
block given surname
block name birth
block name postcode
block surname postcode
block given postcode
block birth postcode
block street postcode
block street given

train birth surname
train birth given
train name birth
train number
train surname postcode
)";

constexpr std::array<std::pair<std::string_view, std::string_view>, 3> builtin{
    {{"person-zh", person_zh}, {"employer-zh", employer_zh}, {"person-latin", person_latin}}};

}  // namespace

std::string_view builtin_spec(std::string_view name) {
    for (auto& [known, text] : builtin)
        if (known == name) return text;
    return {};
}

std::vector<std::string_view> builtin_names() {
    std::vector<std::string_view> names;
    for (auto& [name, text] : builtin) names.push_back(name);
    return names;
}

}  // namespace unionhall::linkage
