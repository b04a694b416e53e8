// SPDX-License-Identifier: Apache-2.0
#include "runs/execute/child_process.hpp"

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>

#include "base/error.hpp"

namespace spikeloom {

pid_t fork_child(const std::function<void()>& body) {
  const pid_t parent = ::getpid();
  const pid_t child = ::fork();
  if (child < 0) throw RunError(std::string("no further process: ") + std::strerror(errno));
  if (child > 0) return child;
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(0);  // it died before it could take us along
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) ::signal(signal, SIG_IGN);
  body();
  ::_exit(0);
}

std::string ending_text(int status) {
  if (WIFSIGNALED(status))
    return "its process was ended by signal " + std::to_string(WTERMSIG(status)) + " (" + strsignal(WTERMSIG(status)) +
           ")";
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return "";
  return "its process ended with exit code " + std::to_string(WEXITSTATUS(status));
}

std::string run_in_child(const std::function<void()>& body) {
  const pid_t child = fork_child(body);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return ending_text(status);
}

}  // namespace spikeloom
