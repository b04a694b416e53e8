// SPDX-License-Identifier: Apache-2.0
#include "report/observers.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "base/error.hpp"
#include "base/output_file.hpp"
#include "base/suggestion.hpp"
#include "report/observers/layer_spans.hpp"
#include "report/timeline_writer.hpp"

namespace spikeloom {
namespace {

struct ObserverEntry {
  const char* name;
  const char* help;
  bool needs_file;
  std::unique_ptr<RunObserver> (*make)(const ObservedRun& run);
};

template <class Kind>
std::unique_ptr<RunObserver> make_observer(const ObservedRun& run) {
  return std::make_unique<Kind>(run);
}

template <class Kind>
constexpr ObserverEntry in_results() {
  return {Kind::kName, Kind::kHelp, false, make_observer<Kind>};
}

template <class Kind>
constexpr ObserverEntry in_a_file() {
  return {Kind::kName, Kind::kHelp, true, make_observer<Kind>};
}

/// All observers; a new one is a line here.
constexpr std::array kObservers{
    in_results<LayerSpans>(),
    in_a_file<TimelineWriter>(),
};

const ObserverEntry& observer_named(const std::string& name) {
  std::vector<std::string> known;
  for (const ObserverEntry& entry : kObservers) {
    if (name == entry.name) return entry;
    known.emplace_back(entry.name);
  }
  throw InputError("--observe: unknown observer '" + name + "'" + suggestion(name, known));
}

const ObserverEntry& entry_of(const ObserverRequest& request) {
  const ObserverEntry& entry = observer_named(request.name);
  if (entry.needs_file && request.file.empty())
    throw InputError("--observe " + request.name + ": needs a file; allowed: " + request.name + ":FILE");
  return entry;
}

}  // namespace

ObserverRequest ObserverRequest::parse(const std::string& text) {
  const std::size_t colon = text.find(':');
  ObserverRequest request{text.substr(0, colon), colon == std::string::npos ? "" : text.substr(colon + 1)};
  if (colon != std::string::npos && request.file.empty())
    throw InputError("--observe " + text + ": no file behind ':'; allowed: NAME or NAME:FILE");
  static_cast<void>(entry_of(request));
  return request;
}

void require_different(const std::vector<ObserverRequest>& requests) {
  std::set<std::string> names, files;
  for (const ObserverRequest& request : requests) {
    if (!names.insert(request.name).second)
      throw InputError("--observe: '" + request.name + "' is asked for twice; allowed: once");
    if (!request.file.empty() && !files.insert(request.file).second)
      throw InputError("--observe: " + request.file + " is the file of two observers; allowed: a file for each");
  }
}

std::string observer_help() {
  std::string text;
  for (const ObserverEntry& entry : kObservers)
    text +=
        (text.empty() ? "" : "; ") + std::string(entry.name) + (entry.needs_file ? ":FILE" : "") + ": " + entry.help;
  return text;
}

ObserverSet::ObserverSet(const std::vector<ObserverRequest>& requests, const ObservedRun& run) {
  require_different(requests);
  for (const ObserverRequest& request : requests) observers_.push_back({request, entry_of(request).make(run)});
}

std::vector<Observer*> ObserverSet::all() const {
  std::vector<Observer*> observers;
  for (const Named& named : observers_) observers.push_back(named.observer.get());
  return observers;
}

nlohmann::ordered_json ObserverSet::json(const RunResults& results) const {
  nlohmann::ordered_json json = nlohmann::ordered_json::object();
  for (const Named& named : observers_)
    if (named.request.file.empty()) json[named.request.name] = named.observer->json(results);
  return json;
}

std::vector<std::string> ObserverSet::sections(const RunResults& results, int width) const {
  std::vector<std::string> sections;
  for (const Named& named : observers_) {
    sections.push_back(named.observer->text(results, width));
    if (sections.back().empty()) sections.pop_back();
  }
  return sections;
}

void ObserverSet::write(const RunResults& results) const {
  for (const Named& named : observers_)
    if (!named.request.file.empty())
      write_atomically(named.request.file, [&](const std::string& path) { named.observer->write(path, results); });
}

}  // namespace spikeloom
