#include "platform/deliver.h"

#include <curl/curl.h>

#include <algorithm>
#include <cstring>
#include <memory>

#include "platform/json.h"

namespace unionhall {

using Handle = std::unique_ptr<CURL, void (*)(CURL*)>;
using List = std::unique_ptr<curl_slist, void (*)(curl_slist*)>;

static std::size_t throw_away(char*, std::size_t size, std::size_t count, void*) { return size * count; }

static Handle handle_for(const std::string& url) {
    Handle handle(curl_easy_init(), curl_easy_cleanup);
    curl_easy_setopt(handle.get(), CURLOPT_URL, url.c_str());
    curl_easy_setopt(handle.get(), CURLOPT_TIMEOUT_MS, deliver_ms_max);
    curl_easy_setopt(handle.get(), CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle.get(), CURLOPT_WRITEFUNCTION, throw_away);
    return handle;
}

bool deliver_sms(const std::string& url, const std::string& to, const std::string& text) {
    auto handle = handle_for(url);
    JsonWriter w;
    auto body = w.begin_object().pair("to", to).pair("text", text).end_object().take();
    List headers(curl_slist_append(nullptr, "Content-Type: application/json"), curl_slist_free_all);
    curl_easy_setopt(handle.get(), CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle.get(), CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(handle.get(), CURLOPT_POSTFIELDSIZE, static_cast<long>(body.size()));
    curl_easy_setopt(handle.get(), CURLOPT_POSTFIELDS, body.c_str());
    if (curl_easy_perform(handle.get()) != CURLE_OK) return false;
    long status = 0;
    curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
    return status >= 200 && status < 300;
}

namespace {
struct Reading {
    std::string text;
    std::size_t at = 0;
};
std::size_t read_on(char* buffer, std::size_t size, std::size_t count, void* data) {
    auto& reading = *static_cast<Reading*>(data);
    auto n = std::min(size * count, reading.text.size() - reading.at);
    std::memcpy(buffer, reading.text.data() + reading.at, n);
    reading.at += n;
    return n;
}
bool is_one_line(const std::string& text) { return text.find_first_of("\r\n<>") == std::string::npos; }
}  // namespace

bool deliver_mail(const std::string& url, const std::string& from, const std::string& to, const std::string& text) {
    if (!is_one_line(from) || !is_one_line(to)) return false;
    auto handle = handle_for(url);
    static constexpr char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string body;
    for (std::size_t i = 0; i < text.size(); i += 3) {
        unsigned group = 0;
        for (std::size_t k = 0; k < 3; ++k)
            group = group << 8 | (i + k < text.size() ? static_cast<unsigned char>(text[i + k]) : 0u);
        for (std::size_t k = 0; k < 4; ++k) body += i + k > text.size() ? '=' : alphabet[group >> (18 - 6 * k) & 63];
        if (i % 54 == 51) body += "\r\n";
    }
    Reading reading{"From: <" + from + ">\r\nTo: <" + to +
                    ">\r\nSubject: Unionhall\r\nMIME-Version: 1.0\r\n"
                    "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
                    body + "\r\n"};
    List recipients(curl_slist_append(nullptr, to.c_str()), curl_slist_free_all);
    curl_easy_setopt(handle.get(), CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(handle.get(), CURLOPT_MAIL_FROM, from.c_str());
    curl_easy_setopt(handle.get(), CURLOPT_MAIL_RCPT, recipients.get());
    curl_easy_setopt(handle.get(), CURLOPT_READFUNCTION, read_on);
    curl_easy_setopt(handle.get(), CURLOPT_READDATA, &reading);
    curl_easy_setopt(handle.get(), CURLOPT_UPLOAD, 1L);
    return curl_easy_perform(handle.get()) == CURLE_OK;
}

}  // namespace unionhall
