// SPDX-License-Identifier: Apache-2.0
#include "sim/run/occupancy.hpp"

#include <algorithm>

namespace spikeloom {
namespace {

void merge(std::vector<bool>& into, const std::vector<bool>& from) {
  for (std::size_t i = 0; i < into.size(); ++i) into[i] = into[i] || from[i];
}

double share(double part, double whole) { return whole == 0 ? 0 : part / whole; }

double share(const std::vector<bool>& set) {
  return share(static_cast<double>(std::count(set.begin(), set.end(), true)), static_cast<double>(set.size()));
}

}  // namespace

Occupancy::Occupancy(const Network& network, const Mapping& mapping)
    : mapping_(mapping), cores_(static_cast<std::size_t>(mapping.target.tiles())), layers_(network.layers.size()) {}

void Occupancy::mark(int number, Cycle begin, Cycle end, bool datapath) {
  const Slice& slice = mapping_.slices[static_cast<std::size_t>(number)];
  while (begin < end) {
    Bucket& bucket = bucket_of(begin);
    const Cycle until = std::min(end, (begin / width_ + 1) * width_);
    if (datapath) bucket.datapath_cycles += until - begin;
    bucket.cores[static_cast<std::size_t>(slice.core)] = true;
    bucket.layers[static_cast<std::size_t>(slice.layer)] = true;
    begin = until;
  }
}

Occupancy::Bucket& Occupancy::bucket_of(Cycle cycle) {
  while (cycle / width_ >= kMaxBuckets) halve();
  const std::size_t index = cycle / width_;
  if (index >= buckets_.size())
    buckets_.resize(index + 1, Bucket{0, std::vector<bool>(cores_, false), std::vector<bool>(layers_, false)});
  return buckets_[index];
}

void Occupancy::halve() {
  width_ *= 2;
  if (buckets_.size() % 2 == 1) buckets_.push_back(Bucket{0, std::vector<bool>(cores_), std::vector<bool>(layers_)});
  for (std::size_t i = 0; i < buckets_.size() / 2; ++i) {
    Bucket merged = std::move(buckets_[2 * i]);
    merged.datapath_cycles += buckets_[2 * i + 1].datapath_cycles;
    merge(merged.cores, buckets_[2 * i + 1].cores);
    merge(merged.layers, buckets_[2 * i + 1].layers);
    buckets_[i] = std::move(merged);
  }
  buckets_.resize(buckets_.size() / 2);
}

OccupancyResult Occupancy::result() const {
  OccupancyResult result;
  result.bucket_cycles = width_;
  for (const Bucket& bucket : buckets_) {
    result.datapaths_busy.push_back(
        share(static_cast<double>(bucket.datapath_cycles), static_cast<double>(width_ * cores_)));
    result.cores_active.push_back(share(bucket.cores));
    result.layers_active.push_back(share(bucket.layers));
  }
  return result;
}

}  // namespace spikeloom
