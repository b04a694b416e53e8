// SPDX-License-Identifier: Apache-2.0
// Speed of the integer reference, layer by layer. bench/README.md says how to build and call it.

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <iostream>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "models/network_file.hpp"
#include "models/recording/activity_file.hpp"
#include "models/reference/reference.hpp"

namespace spikeloom {
namespace {

using Clock = std::chrono::steady_clock;
constexpr double kGiga = 1e9;

double seconds_since(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }

struct Arguments {
  std::string network, image, recording;
  int threads = 1, repeat = 3;
};

Arguments parse(const std::vector<std::string>& words) {
  Arguments arguments;
  std::vector<std::string> places;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool option = words[i].rfind("--", 0) == 0;
    if (!option) {
      places.push_back(words[i]);
      continue;
    }
    if (i + 1 == words.size()) throw InputError(words[i] + ": a value is missing");
    const std::string& value = words[++i];
    if (words[i - 1] == "--threads") {
      arguments.threads = std::max(1, std::stoi(value));
    } else if (words[i - 1] == "--repeat") {
      arguments.repeat = std::max(1, std::stoi(value));
    } else if (words[i - 1] == "--recording") {
      arguments.recording = value;
    } else {
      throw InputError(words[i - 1] + ": unknown; there are --threads N, --repeat N, --recording FILE");
    }
  }
  if (places.size() != 2) throw InputError("usage: reference_bench NETWORK IMAGE [--threads N] [--repeat N]");
  arguments.network = places[0];
  arguments.image = places[1];
  return arguments;
}

/// The fastest of some runs, layer by layer.
struct Timing {
  std::vector<double> layer_seconds;
  double seconds = 1e300;
  double processor_seconds = 1e300;  ///< of all threads: says more than the above on a busy machine
};

Inference measure(const Reference& reference, const Image& image, int repeat, Timing& timing) {
  Inference inference;
  for (int i = 0; i < repeat; ++i) {
    inference = {};
    const Clock::time_point begin = Clock::now();
    const std::clock_t processor_begin = std::clock();
    inference = reference.run(image, [&](int layer, double seconds) {
      const std::size_t at = static_cast<std::size_t>(layer);
      if (timing.layer_seconds.size() <= at) timing.layer_seconds.push_back(seconds);
      timing.layer_seconds[at] = std::min(timing.layer_seconds[at], seconds);
    });
    timing.seconds = std::min(timing.seconds, seconds_since(begin));
    timing.processor_seconds =
        std::min(timing.processor_seconds, static_cast<double>(std::clock() - processor_begin) / CLOCKS_PER_SEC);
  }
  return inference;
}

void print_row(const std::string& name, double seconds, const std::string& rate, std::uint64_t additions) {
  const double giga = static_cast<double>(additions) / kGiga;
  std::printf("%-36s %8.2f ms %7s  %8.3f G %7.1f G/s\n", name.c_str(), seconds * 1e3, rate.c_str(), giga,
              seconds > 0 ? giga / seconds : 0.0);
}

void print(const Network& network, const Inference& inference, const Timing& timing) {
  std::printf("%-36s %11s %7s  %10s %11s\n", "layer", "time", "firing", "additions", "a second");
  std::uint64_t additions = 0, spikes = 0;
  for (std::size_t i = 0; i < network.layers.size(); ++i) {
    const LayerActivity& activity = inference.layers[i];
    const double chances = static_cast<double>(network.layers[i].out.neurons()) * network.time_steps;
    char rate[16] = "-";
    if (network.layers[i].fires)
      std::snprintf(rate, sizeof rate, "%.1f %%", 100 * static_cast<double>(activity.spikes.count()) / chances);
    print_row(network.layers[i].name, timing.layer_seconds[i], rate, activity.synaptic_additions);
    additions += activity.synaptic_additions;
    spikes += activity.spikes.count();
  }
  print_row("all", timing.seconds, "", additions);
  print_row("all, processor time", timing.processor_seconds, "", additions);
  std::printf("spikes %llu\n", static_cast<unsigned long long>(spikes));
}

void measure_recording(const Arguments& arguments, const Network& network, const Image& image,
                       const Inference& inference) {
  Clock::time_point begin = Clock::now();
  const std::uint64_t network_print = fingerprint(network);
  std::printf("fingerprint of the network %s: %.3f s\n", fingerprint_text(network_print).c_str(), seconds_since(begin));
  begin = Clock::now();
  RecordingWriter writer(arguments.recording, network, arguments.threads);
  writer.add(image, inference);
  writer.finish();
  std::printf("recording written: %.3f s, %.2f MB\n", seconds_since(begin), static_cast<double>(writer.bytes()) / 1e6);
  begin = Clock::now();
  const Inference read = Recording(arguments.recording).read(0, arguments.threads);
  std::printf("recording read: %.3f s\n", seconds_since(begin));
  for (std::size_t i = 0; i < read.layers.size(); ++i)
    if (read.layers[i].spikes.bits() != inference.layers[i].spikes.bits() ||
        read.layers[i].values.values() != inference.layers[i].values.values())
      throw RunError("the recording differs in layer " + network.layers[i].name);
}

void run(const Arguments& arguments) {
  const Network network = read_network(arguments.network);
  const Image image = read_image(arguments.image);
  const Clock::time_point begin = Clock::now();
  const Reference reference(network, arguments.threads);
  std::printf("weights laid out: %.3f s\n", seconds_since(begin));
  Timing timing;
  const Inference inference = measure(reference, image, arguments.repeat, timing);
  print(network, inference, timing);
  if (!arguments.recording.empty()) measure_recording(arguments, network, image, inference);
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  std::printf("threads %d, fastest of %d runs, peak memory %.2f GB\n", arguments.threads, arguments.repeat,
              static_cast<double>(usage.ru_maxrss) / 1e6);
}

}  // namespace
}  // namespace spikeloom

int main(int argc, char* argv[]) {
  try {
    spikeloom::run(spikeloom::parse({argv + 1, argv + argc}));
  } catch (const std::exception& error) {
    std::cerr << error.what() << "\n";
    return 2;
  }
}
