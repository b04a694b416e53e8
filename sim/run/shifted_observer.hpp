// SPDX-License-Identifier: Apache-2.0
#pragma once
// Between a whole run and one of its chips, whose observers and recording belong to the run: each pass of each batch
// counts cycles, images and slices from zero.

#include <utility>
#include <vector>

#include "sim/machine/observer.hpp"
#include "sim/machine/recorded_activity.hpp"

namespace spikeloom {

class ShiftedObserver final : public Observer {
 public:
  ShiftedObserver(std::vector<Observer*> observers, Cycle begin, int first_image, int first_slice)
      : observers_(std::move(observers)), begin_(begin), first_image_(first_image), first_slice_(first_slice) {}

  void on_row(const RowEvent& event) override {
    RowEvent shifted = event;
    shifted.slice += first_slice_;
    shifted.image += first_image_;
    shifted.begin_cycle += begin_;
    shifted.end_cycle += begin_;
    for (Observer* observer : observers_) observer->on_row(shifted);
  }
  void on_datapath(const DatapathEvent& event) override {
    const DatapathEvent shifted{event.slice + first_slice_, event.begin_cycle + begin_, event.end_cycle + begin_};
    for (Observer* observer : observers_) observer->on_datapath(shifted);
  }
  void on_image_begin(int image, Cycle cycle) override {
    for (Observer* observer : observers_) observer->on_image_begin(image + first_image_, cycle + begin_);
  }
  void on_image_end(int image, Cycle cycle) override {
    for (Observer* observer : observers_) observer->on_image_end(image + first_image_, cycle + begin_);
  }

 private:
  const std::vector<Observer*> observers_;
  const Cycle begin_;
  const int first_image_, first_slice_;
};

/// Gives the chip of a batch the recording of its images.
class ShiftedActivity final : public RecordedActivity {
 public:
  ShiftedActivity(const RecordedActivity* all, int first_image) : all_(all), first_image_(first_image) {}
  const LayerActivity& activity(int image, int layer) const override {
    return all_->activity(image + first_image_, layer);
  }

 private:
  const RecordedActivity* all_;
  const int first_image_;
};

}  // namespace spikeloom
