// SPDX-License-Identifier: Apache-2.0
#include "runs/execute/results_folder.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <thread>

#include "base/error.hpp"
#include "base/json_reader.hpp"
#include "base/json_writer.hpp"
#include "base/output_file.hpp"
#include "runs/execute/outcomes_json.hpp"
#include "runs/sweep/measures.hpp"
#include "runs/sweep/table.hpp"

namespace spikeloom {
namespace {

namespace fs = std::filesystem;

constexpr int kSweepSchemaVersion = 1;
constexpr int kSharedTries = 100;  ///< 50 ms each: a network's file system may tell late of a new file
constexpr int kLockTries = 40;     ///< 50 ms each: the children of a sweep that was killed need a moment to end
const char* const kManifest = "/sweep.json";

nlohmann::json parse_json(const std::string& path) {
  try {
    return nlohmann::json::parse(read_file(path));
  } catch (const nlohmann::json::exception& error) {
    throw InputError(path + ": damaged: " + error.what() + "; delete it, and its point is simulated again");
  }
}

/// Empty, or another part of the same sweep is making it at this moment, or was killed when it did.
bool is_new_or_begun(const std::string& path) {
  std::error_code failed;
  if (!fs::is_directory(path, failed)) return false;
  for (const fs::directory_entry& entry : fs::directory_iterator(path)) {
    const std::string name = entry.path().filename().string();
    if (name != "points" && name.rfind("sweep.json", 0) != 0) return false;
  }
  return true;
}

}  // namespace

ResultsFolder::ResultsFolder(std::string path, const SweepSpec& sweep, bool alone) : path_(std::move(path)) {
  std::error_code ignored;
  if (!fs::exists(path_ + kManifest, ignored)) create(sweep);
  require_same(sweep);
  lock(alone);
  if (alone) remove_leftovers();
}

ResultsFolder::~ResultsFolder() {
  if (lock_ >= 0) ::close(lock_);
}

void ResultsFolder::create(const SweepSpec& sweep) const {
  std::error_code failed;
  if (fs::exists(path_, failed) && !is_new_or_begun(path_))
    throw InputError(path_ + ": holds something else than a sweep's results; allowed: a new or an empty folder");
  const bool is_new = !fs::exists(path_, failed);
  fs::create_directories(path_ + "/points", failed);
  if (failed) throw InputError(path_ + ": cannot be made: " + failed.message());
  const nlohmann::ordered_json manifest = {
      {"schema_version", kSweepSchemaVersion}, {"fingerprint", sweep_fingerprint(sweep)}, {"file", sweep.file}};
  try {
    write_text(path_ + kManifest, json_file_text(manifest));
  } catch (...) {
    fs::remove(path_ + "/points", failed);
    if (is_new) fs::remove(path_, failed);
    throw;
  }
}

void ResultsFolder::require_same(const SweepSpec& sweep) const {
  const nlohmann::json manifest = parse_json(path_ + kManifest);
  const Json versioned = manifest;  // a JsonReader keeps a reference
  JsonReader(versioned, path_ + kManifest).schema_version(kSweepSchemaVersion, kSweepSchemaVersion);
  if (manifest.value("fingerprint", "") == sweep_fingerprint(sweep)) return;
  throw InputError(path_ + ": holds the results of another sweep (" + manifest.value("file", "?") +
                   ", or this one before its run, axes, method or seed were changed); choose another --output");
}

void ResultsFolder::lock(bool alone) {
  lock_ = ::open(path_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (lock_ < 0 || ::access((path_ + "/points").c_str(), W_OK) != 0 || ::access(path_.c_str(), W_OK) != 0)
    throw InputError(path_ + ": cannot be written");
  for (int i = 0; i < kLockTries; ++i) {
    if (::flock(lock_, (alone ? LOCK_EX : LOCK_SH) | LOCK_NB) == 0) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  throw InputError(path_ + ": another sweep is writing there");
}

/// Halves of files, of processes that were killed.
void ResultsFolder::remove_leftovers() const {
  std::error_code ignored;
  for (const std::string& folder : {path_, path_ + "/points"})
    for (const fs::directory_entry& entry : fs::directory_iterator(folder))
      if (entry.path().filename().string().find(".partial-") != std::string::npos) fs::remove(entry.path(), ignored);
}

std::string ResultsFolder::result_path(const Point& point) const { return result_path_in(path_, point); }

std::string ResultsFolder::failure_path(const Point& point) const { return path_ + "/points/" + point.key + ".failed"; }

bool ResultsFolder::is_missing(const Point& point) const {
  return !fs::exists(result_path(point)) && !fs::exists(failure_path(point));
}

void ResultsFolder::record_failure(const Point& point, const std::string& error) const {
  const nlohmann::ordered_json json = {{"schema_version", kSweepSchemaVersion}, {"key", point.key}, {"error", error}};
  write_text(failure_path(point), json_file_text(json));
}

void ResultsFolder::forget_failure(const Point& point) const {
  std::error_code ignored;
  fs::remove(failure_path(point), ignored);
}

Outcome ResultsFolder::outcome(const Point& point) const {
  Outcome outcome;
  outcome.at = point.at;
  outcome.key = point.key;
  if (fs::exists(result_path(point))) {
    outcome.state = PointState::Finished;
    outcome.values = measure(parse_json(result_path(point)));
  } else if (fs::exists(failure_path(point))) {
    outcome.state = PointState::Failed;
    outcome.reason = parse_json(failure_path(point)).value("error", "");
  }
  return outcome;
}

void ResultsFolder::write_summary(const SweepSpec& sweep, const std::vector<Outcome>& outcomes) const {
  write_text(path_ + "/table.csv", table_csv(sweep, outcomes));
  write_text(path_ + "/outcomes.json", json_file_text(outcomes_json(sweep, outcomes)));
}

void require_shared_folder(const std::string& path, const SweepSpec& sweep) {
  const auto is_there = [&] {
    std::error_code ignored;
    return fs::exists(path + kManifest, ignored);
  };
  for (int i = 0; !is_there() && i < kSharedTries; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(50));
  if (!is_there() || parse_json(path + kManifest).value("fingerprint", "") != sweep_fingerprint(sweep))
    throw InputError(path + ": not the folder that rank 0 sees; allowed: a folder that all machines share");
  if (::access((path + "/points").c_str(), W_OK) != 0) throw InputError(path + ": cannot be written");
}

std::string result_path_in(const std::string& folder, const Point& point) {
  return folder + "/points/" + point.key + ".json";
}

}  // namespace spikeloom
