#include "members/notice.h"

#include "platform/crypto.h"

namespace unionhall::members {

const std::vector<Notice>& notices() {
    static const std::vector<Notice> all{
        {"2026-03",
         {"入会告知书\n"
          "谁在处理：您申请加入的工会及其上级工会。\n"
          "为了什么：办理入会、管理会籍、提供会员服务，并统计会员人数。不用于其他用途；用途改变会重新征求您的同意。\n"
          "需要什么：姓名和手机号码就够了；另外请告诉我们您从事的工作和工作所在地，以便找到离您最近的工会。工作单位可以不填。身份证件号码不是必填。\n"
          "不会收集：您的族别、信仰、政见、健康、位置、接单记录、通讯录等一概不要，也不存。\n"
          "谁能看到：只有负责的工会工作人员；每一次查看都有记录，您可以在“我的资料”里看到。用人单位和平台看不到您是否入会。\n"
          "保存多久：在会期间和退会后两年；未获批准的申请保存九十天；冷静期内撤回的立即清除，只留下一个人数。\n"
          "您的权利：随时查看、复制、更正、撤回同意、退会。提交后七天为冷静期，可以撤回，不留个人信息。有疑问请拨打 12351 职工服务热线。",
          "Notice for those who join\n"
          "Who: the union you apply to and the unions above it.\n"
          "What for: to handle your joining, keep your membership, serve members, and count them. For nothing else; should that change you are asked again.\n"
          "What is needed: your name and mobile phone are enough; tell us besides what work you do and where, so that we find the union closest to you. Naming an employer is optional, and so is an id number.\n"
          "What is never collected: descent, belief, opinions, health, whereabouts, orders, contacts.\n"
          "Who sees it: only the union staff in charge; every look is recorded, and you find it under \"My data\". Employers and platforms do not see whether you joined.\n"
          "How long: while you are a member and two years after; an application that was refused, ninety days; withdrawn in the cooling-off time it is erased at once, and only a count remains.\n"
          "Your rights: to see, copy, correct, withdraw and leave at any time. For seven days after applying you can withdraw without leaving personal data. Questions: the workers' hotline 12351."},
         {"入会完全自愿。不入会或退会，不影响您的工作、派单、报酬和法律规定的任何权益。",
          "Joining is entirely voluntary. Refusing or leaving has no effect on your work, your orders, your pay or any right the law gives you."}},
    };
    return all;
}

const Notice* notice_of(std::string_view version) {
    for (auto& notice : notices())
        if (notice.version == version) return &notice;
    return nullptr;
}

std::string hash_of(const Notice& notice, Language language) {
    return hex(sha256(notice.text.in(language) + "\n" + notice.voluntariness.in(language)));
}

}  // namespace unionhall::members
