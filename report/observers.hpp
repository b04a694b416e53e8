// SPDX-License-Identifier: Apache-2.0
#pragma once
// The observers that a run may be asked for by name, and those of one run.

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "report/run_observer.hpp"

namespace spikeloom {

struct ObserverRequest {
  std::string name;
  std::string file;  ///< empty: into results.json and the summary

  /// NAME or NAME:FILE. Throws InputError: no such observer, or one that needs a file and has none.
  static ObserverRequest parse(const std::string& text);
};

/// Throws InputError when a name, or a file, stands twice.
void require_different(const std::vector<ObserverRequest>& requests);

/// A line for each observer: its name and what it sees.
std::string observer_help();

/// Observers of one run. Attach all() to it; ask for the rest when it is over.
class ObserverSet {
 public:
  ObserverSet() = default;
  /// `run` must outlive this. Throws InputError as ObserverRequest::parse() and require_different() do.
  ObserverSet(const std::vector<ObserverRequest>& requests, const ObservedRun& run);

  std::vector<Observer*> all() const;
  /// {NAME: what it saw}, of those without a file; empty when there is none.
  nlohmann::ordered_json json(const RunResults& results) const;
  /// A section for each that has something to say.
  std::vector<std::string> sections(const RunResults& results, int width) const;
  /// The files of NAME:FILE, each whole or not at all. Throws InputError.
  void write(const RunResults& results) const;

 private:
  struct Named {
    ObserverRequest request;
    std::unique_ptr<RunObserver> observer;
  };
  std::vector<Named> observers_;  ///< in the order of the requests
};

}  // namespace spikeloom
