// SPDX-License-Identifier: Apache-2.0
#include "sim/run/activity_book.hpp"

#include <chrono>
#include <memory>

namespace spikeloom {

ActivitySource reference_source(const Network& network, const std::vector<Image>& images) {
  const auto reference = std::make_shared<Reference>(network);
  return [reference, &images](int image) { return reference->run(images[static_cast<std::size_t>(image)]); };
}

void ReferenceActivity::on_image_begin(int image, Cycle) {
  const auto begin = std::chrono::steady_clock::now();
  images_.emplace(image, source_(image));
  seconds_ += std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

void ReferenceActivity::on_image_end(int image, Cycle) { images_.erase(image - 1); }

}  // namespace spikeloom
