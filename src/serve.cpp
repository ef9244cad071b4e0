#include "serve.h"

#include <malloc.h>
#include <pthread.h>

#include <csignal>
#include <iostream>
#include <thread>

#include "platform/audit_head.h"
#include "platform/file_lock.h"
#include "platform/http.h"
#include "platform/http_policy.h"
#include "platform/jobs.h"
#include "platform/map_tiles.h"
#include "platform/outbox.h"
#include "platform/static_files.h"

namespace unionhall {

namespace fs = std::filesystem;

namespace {

// Folds, jobs and messages, beside the requests.
class Background {
  public:
    explicit Background(House& house)
        : house_(house),
          heads_(house.database(), head_key_file(house.paths()), heads_file(house.paths(), house.settings()),
                 {house.settings().head_lines, house.settings().head_seconds}) {
        for (auto& misfit : heads_.misfits()) house_.log().line(Level::error, misfit.en);
        thread_ = std::thread([this] { run(); });
    }
    ~Background() {
        stopping_ = true;
        thread_.join();
        try {
            heads_.keep_now(now_instant());  // nothing is written any more: the last line is signed, too
        } catch (const std::exception& fault) { house_.log().fault("the last head was not signed", fault); }
    }

  private:
    void run() {
        using namespace std::chrono_literals;
        auto next_round = std::chrono::steady_clock::now();
        while (!stopping_) {
            try {
                follow_clock();
                while (!stopping_ && house_.application().run_a_job()) {}
                if (std::chrono::steady_clock::now() >= next_round) {
                    house_.application().keep_house();
                    deliver_messages(house_.application());
                    house_.follow_keys();
                    keep_heads();
                    next_round = std::chrono::steady_clock::now() + 1s;
                }
            } catch (const std::exception& fault) {
                house_.log().fault("background work failed", fault);
                std::this_thread::sleep_for(1s);
            }
            std::this_thread::sleep_for(100ms);
        }
    }
    // Watched by itself: whoever proves later that nothing was taken away needs each of them.
    void keep_heads() {
        constexpr const char* unsigned_heads = "unionhall_audit_head_failures";
        try {
            heads_.keep(now_instant());
            house_.metrics().gauge(unsigned_heads, head_failures_ = 0);
        } catch (const std::exception& fault) {
            house_.metrics().gauge(unsigned_heads, ++head_failures_);
            house_.log().fault("no head of the audit was signed", fault);
        }
    }
    void follow_clock() {
        auto now = now_instant();
        if (now < last_seen_) {
            house_.log().line(Level::warning, "the clock was set back");
            set_jobs_back(house_.database(), last_seen_, now);
        }
        last_seen_ = now;
    }
    House& house_;
    Instant last_seen_ = house_.clock_stood_at();  // set back while nothing ran, it was set back all the same
    HeadKeeper heads_;
    int head_failures_ = 0;  // in a row
    std::atomic<bool> stopping_ = false;
    std::thread thread_;
};

// web/dist/console lives at /console/, web/dist/worker at /, and what lies beside them at its own name.
class Pages {
  public:
    Pages(House& house, fs::path web) {
        auto map = map_tiles_of(house.settings());
        auto policy = map.url.empty() ? "" : page_policy(map.origin);
        if (web.empty()) {
            std::error_code ignored;
            web =
                fs::read_symlink("/proc/self/exe", ignored).parent_path().parent_path().parent_path() / "web" / "dist";
        }
        if (!fs::exists(web / "worker")) {
            house.log().line(Level::warning, "no web pages: build the web first");
            return;
        }
        console_ = std::make_unique<StaticFiles>(web, std::vector<std::string>{"/console/"}, policy);
        worker_ = std::make_unique<StaticFiles>(web / "worker", std::vector<std::string>{"/"}, policy);
    }
    std::optional<Response> answer(const Request& request) const {
        if (!console_) return {};
        auto page = console_->answer(request);
        return page ? page : worker_->answer(request);
    }

  private:
    std::unique_ptr<StaticFiles> console_, worker_;
};

}  // namespace

static constexpr std::chrono::seconds serving_wait_max{10};  // for the one before, which ends at this moment

static sigset_t ending_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    for (int signal : {SIGTERM, SIGINT}) sigaddset(&signals, signal);
    return signals;
}

void hold_signals() {
    auto signals = ending_signals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

// What is large goes back to the system when it is no longer used. glibc's own limits grow with the largest piece that was
// ever given back, which is a password's 19 MiB: from then on each thread would keep as much for good.
static void give_memory_back() {
    static constexpr int large_bytes = 1 << 20, kept_bytes_max = 2 << 20;
    mallopt(M_MMAP_THRESHOLD, large_bytes);
    mallopt(M_TRIM_THRESHOLD, kept_bytes_max);
}

int serve(House& house, const ServeOptions& options) {
    give_memory_back();
    // Two would hand out the same ids, and sign the same heads.
    FileLock serving(serving_lock_file(house.paths()),
                     "another server serves " + house.paths().data.string() +
                         " already: end it first, or give this one a folder and a `node` of its own",
                     serving_wait_max);
    auto signals = ending_signals();
    hold_signals();
    std::signal(SIGPIPE, SIG_IGN);

    Pages pages(house, options.web);
    auto& application = house.application();
    HttpServer server(
        HttpLimits{},
        [&](Request request, Done done) {
            if (!application.has_path(request.path))
                if (auto page = pages.answer(request)) return done(std::move(*page));
            application.answer(std::move(request), std::move(done));
        },
        house.log(), house.metrics());
    server.listen(options.address, options.port);
    std::cout << "Unionhall serves http://" << options.address << ":" << server.port()
              << "/ (workers) and /console/ (staff)" << std::endl;
    if (!house.database().is_postgres()) application.free_leases();
    auto background = std::make_unique<Background>(house);
    std::thread watcher([&] {
        int signal = 0;
        sigwait(&signals, &signal);
        server.stop();
    });
    server.run();
    background.reset();
    pthread_kill(watcher.native_handle(), SIGTERM);  // if something else ended the server
    watcher.join();
    return 0;
}

}  // namespace unionhall
