// SPDX-License-Identifier: Apache-2.0
#include "runs/execute/job_pool.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <thread>

#include "base/error.hpp"
#include "runs/execute/child_process.hpp"

namespace spikeloom {
namespace {

/// Who kills a group may reach a child before its parent, which then must not write down that the point has failed.
constexpr std::chrono::milliseconds kGroupKill{100};

/// In a child: to the parent, or nowhere when that is gone, which ends the child anyway.
void send(int pipe, const PointReport& report) {
  const std::string line = report.to_line();
  std::size_t sent = 0;
  while (sent < line.size()) {
    const ssize_t n = ::write(pipe, line.data() + sent, line.size() - sent);
    if (n <= 0) return;
    sent += static_cast<std::size_t>(n);
  }
}

int reap(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

}  // namespace

JobPool::~JobPool() {
  for (auto& [pipe, running] : running_) {
    ::kill(running.child, SIGKILL);
    reap(running.child);
    ::close(pipe);
  }
}

void JobPool::start(const Job& job, const Work& work) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) throw RunError(std::string("no pipe: ") + std::strerror(errno));
  const pid_t child = fork_child([&] {
    ::close(ends[0]);
    work([&](const PointReport& report) { send(ends[1], report); });
  });
  ::close(ends[1]);
  running_[ends[0]] = {child, job, ""};
}

void JobPool::take_lines(Running& running, std::vector<PointReport>& reports) {
  for (std::size_t end; (end = running.text.find('\n')) != std::string::npos; running.text.erase(0, end + 1)) {
    reports.push_back(PointReport::from_line(running.text.substr(0, end)));
    running.left.erase(std::remove(running.left.begin(), running.left.end(), reports.back().point), running.left.end());
  }
}

void JobPool::finish(Pipes::iterator ended, std::vector<PointReport>& reports) {
  const int status = reap(ended->second.child);
  if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) std::this_thread::sleep_for(kGroupKill);
  const std::string why = ending_text(status);
  for (const std::size_t point : ended->second.left)
    reports.push_back({point, why.empty() ? "its process ended without a word" : why});
  ::close(ended->first);
  running_.erase(ended);
}

std::vector<PointReport> JobPool::wait(int milliseconds) {
  std::vector<pollfd> watched;
  for (const auto& [pipe, running] : running_) watched.push_back({pipe, POLLIN, 0});
  std::vector<PointReport> reports;
  if (::poll(watched.data(), watched.size(), milliseconds) <= 0) return reports;
  for (const pollfd& ready : watched) {
    if (ready.revents == 0) continue;
    const auto found = running_.find(ready.fd);
    char buffer[4096];
    const ssize_t n = ::read(ready.fd, buffer, sizeof buffer);
    if (n > 0) found->second.text.append(buffer, static_cast<std::size_t>(n));
    take_lines(found->second, reports);
    if (n == 0) finish(found, reports);
  }
  return reports;
}

}  // namespace spikeloom
