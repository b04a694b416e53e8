// SPDX-License-Identifier: Apache-2.0
#include "models/evaluate.hpp"

#include <algorithm>
#include <exception>
#include <mutex>
#include <string>
#include <thread>

#include "base/error.hpp"
#include "models/reference/reference.hpp"

namespace spikeloom {
namespace {

void check(const Network& network, const IdxImages& images, const std::vector<std::uint8_t>& labels, int count,
           int threads) {
  if (static_cast<int>(labels.size()) != images.count())
    throw InputError("labels: " + std::to_string(labels.size()) + " for " + std::to_string(images.count()) + " images");
  if (count < 1 || count > images.count())
    throw InputError("images to evaluate: " + std::to_string(count) + ": allowed are 1.." +
                     std::to_string(images.count()));
  if (threads < 1) throw InputError("threads: " + std::to_string(threads) + ": at least 1 is needed");
  for (int i = 0; i < count; ++i)
    if (labels[static_cast<std::size_t>(i)] >= network.classes())
      throw InputError("label " + std::to_string(labels[static_cast<std::size_t>(i)]) + " of image " +
                       std::to_string(i) + ": the network has " + std::to_string(network.classes()) + " classes");
}

/// What the threads share: the next image to take, and integer totals, which any order of adding leaves the same.
class Work {
 public:
  Work(const Network& network, const IdxImages& images, int count, const std::function<void(int)>& progress)
      : images_(images), reference_(network), progress_(progress), layer_spikes_(network.layers.size()) {
    total_.images = count;
    total_.predictions.resize(static_cast<std::size_t>(count));
  }

  void run_images() {
    try {
      for (int i = take(); i < total_.images; i = take()) add(i, reference_.run(images_.image(i)));
    } catch (...) {
      const std::lock_guard<std::mutex> lock(mutex_);
      if (!failure_) failure_ = std::current_exception();
      next_ = total_.images;
    }
  }

  Evaluation finished(const Network& network) {
    if (failure_) std::rethrow_exception(failure_);
    for (std::size_t i = 0; i < layer_spikes_.size(); ++i) {
      const double chances = static_cast<double>(network.layers[i].out.neurons()) * network.time_steps * total_.images;
      total_.firing_rates.push_back(static_cast<double>(layer_spikes_[i]) / chances);
      total_.spikes += layer_spikes_[i];
    }
    return std::move(total_);
  }

 private:
  int take() {
    const std::lock_guard<std::mutex> lock(mutex_);
    return next_ < total_.images ? next_++ : total_.images;
  }

  void add(int image, const Inference& inference) {
    const std::lock_guard<std::mutex> lock(mutex_);
    total_.predictions[static_cast<std::size_t>(image)] = inference.prediction;
    for (std::size_t i = 0; i < inference.layers.size(); ++i) {
      layer_spikes_[i] += inference.layers[i].spikes.count();
      total_.synaptic_additions += inference.layers[i].synaptic_additions;
    }
    ++done_;
    if (progress_) progress_(done_);
  }

  const IdxImages& images_;
  const Reference reference_;
  const std::function<void(int)>& progress_;
  std::mutex mutex_;  // guards all below
  Evaluation total_;
  std::vector<std::uint64_t> layer_spikes_;
  int next_ = 0;
  int done_ = 0;
  std::exception_ptr failure_;
};

}  // namespace

Evaluation evaluate(const Network& network, const IdxImages& images, const std::vector<std::uint8_t>& labels, int count,
                    int threads, const std::function<void(int done)>& progress) {
  check(network, images, labels, count, threads);
  Work work(network, images, count, progress);
  std::vector<std::thread> helpers;
  for (int i = 1; i < std::min(threads, count); ++i) helpers.emplace_back([&work] { work.run_images(); });
  work.run_images();
  for (std::thread& helper : helpers) helper.join();
  Evaluation result = work.finished(network);
  int correct = 0;
  for (int i = 0; i < count; ++i) {
    const std::size_t n = static_cast<std::size_t>(i);
    correct += result.predictions[n] == labels[n] ? 1 : 0;
  }
  result.top1 = static_cast<double>(correct) / count;
  return result;
}

}  // namespace spikeloom
