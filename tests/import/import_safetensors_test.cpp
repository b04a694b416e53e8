// SPDX-License-Identifier: Apache-2.0
// The safetensors reader: values of three types, and each refusal once.
#include <catch2/catch.hpp>
#include <cmath>

#include "import/safetensors.hpp"
#include "tests/import/import_fixtures.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/scratch_folder.hpp"

namespace spikeloom {
namespace {

using Catch::Matchers::Contains;

std::string opening_error(const std::string& bytes) {
  const ScratchFolder folder;
  const std::string path = folder.write("x.safetensors", bytes);
  return error_of([&] { SafetensorsFile{path}; });
}

std::string reading_error(const std::string& bytes, const std::string& name) {
  const ScratchFolder folder;
  const SafetensorsFile file(folder.write("x.safetensors", bytes));
  return error_of([&] { file.read(name); });
}

/// A header with one tensor of 8 bytes.
std::string one_tensor(const std::string& fields) { return safetensors_bytes("{\"w\":{" + fields + "}}", "01234567"); }

TEST_CASE("values of F32, F16 and BF16 are read exactly") {
  const TensorMap tensors{{"w", {{2, 3}, {1.0, -2.5, 0.375, -0.0078125, 240.0, 0.0}}}};
  for (const char* dtype : {"F32", "F16", "BF16"}) {
    const ScratchFolder folder;
    const SafetensorsFile file(folder.write("x.safetensors", safetensors_bytes(tensors, dtype)));
    const Tensor read = file.read("w");
    CHECK(read.shape == TensorShape{2, 3});
    CHECK(read.values == tensors.at("w").values);
  }
}

TEST_CASE("halves: one, largest, smallest normal, subnormal, infinite") {
  CHECK(half_to_float(0x3C00) == 1.0F);
  CHECK(half_to_float(0x7BFF) == 65504.0F);
  CHECK(half_to_float(0x0400) == std::ldexp(1.0F, -14));
  CHECK(half_to_float(0x8001) == -std::ldexp(1.0F, -24));
  CHECK(std::isinf(half_to_float(0xFC00)));
  CHECK(std::isnan(half_to_float(0x7C01)));
  CHECK(bfloat16_to_float(0xC020) == -2.5F);
}

TEST_CASE("a damaged file is refused when opened") {
  const std::string good = one_tensor(R"("dtype":"F32","shape":[2],"data_offsets":[0,8])");
  CHECK(opening_error(good) == "no error");
  CHECK_THAT(opening_error("1234"), Contains("shorter than 8 bytes"));
  CHECK_THAT(opening_error(good.substr(0, 20)), Contains("truncated"));
  CHECK_THAT(opening_error(good.substr(0, good.size() - 1)), Contains("tensor w ends at byte 8 of 7"));
  CHECK_THAT(opening_error(good + "x"), Contains("1 bytes behind the last tensor"));
  CHECK_THAT(opening_error(std::string(8, '\xFF') + "{}"), Contains("the header has 18446744073709551615 bytes"));
  CHECK_THAT(opening_error(safetensors_bytes("{\"w\": nothing}", "")), Contains("not JSON") && Contains("line 1"));
  CHECK_THAT(opening_error(safetensors_bytes("[1]", "")), Contains("must be an object"));
  CHECK_THAT(error_of([] { SafetensorsFile{"/nowhere/x"}; }), Contains("/nowhere/x: cannot be opened"));
}

TEST_CASE("a header that contradicts itself is refused with the tensor's name") {
  CHECK_THAT(opening_error(one_tensor(R"("dtype":"F32","shape":[3],"data_offsets":[0,8])")),
             Contains("w.data_offsets: must span 12 bytes"));
  CHECK_THAT(opening_error(one_tensor(R"("dtype":"F32","shape":[2],"data_offsets":[8,0])")), Contains("must span"));
  CHECK_THAT(opening_error(one_tensor(R"("dtype":"F31","shape":[2],"data_offsets":[0,8])")),
             Contains("w.dtype: unknown type 'F31'"));
  CHECK_THAT(opening_error(one_tensor(R"("dtype":"F32","shape":[-2],"data_offsets":[0,8])")), Contains("w.shape"));
  CHECK_THAT(opening_error(one_tensor(R"("dtype":"F32","shape":[1099511627776,1099511627776],"data_offsets":[0,8])")),
             Contains("too large"));
  CHECK_THAT(opening_error(one_tensor(R"("dtype":"F32","shape":[2])")), Contains("data_offsets: is missing"));
  const std::string entry = R"("w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]})";
  CHECK_THAT(opening_error(safetensors_bytes("{" + entry + "," + entry + "}", "01234567")),
             Contains("duplicate key 'w'"));
}

TEST_CASE("tensors may neither overlap nor leave gaps nor lie outside") {
  const auto two = [](const std::string& second, const std::string& data) {
    return safetensors_bytes(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},
      "b":{"dtype":"F32","shape":[1],"data_offsets":)" +
                                 second + "}}",
                             data);
  };
  CHECK(opening_error(two("[4,8]", "01234567")) == "no error");
  CHECK_THAT(opening_error(two("[2,6]", "012345")), Contains("tensor b: overlaps"));
  CHECK_THAT(opening_error(two("[6,10]", "0123456789")), Contains("tensor b: leaves a gap"));
  CHECK_THAT(opening_error(two("[4,8]", "0123")), Contains("tensor b ends at byte 8 of 4"));
}

TEST_CASE("a tensor that is no finite float is refused when it is wanted") {
  const std::string integers = one_tensor(R"("dtype":"I64","shape":[1],"data_offsets":[0,8])");
  CHECK_THAT(reading_error(integers, "w"), Contains("tensor w: has type I64, allowed are F32, F16 and BF16"));
  CHECK_THAT(reading_error(integers, "v"), Contains("tensor v: is missing"));
  const TensorMap infinite{{"w", {{1}, {INFINITY}}}};
  CHECK_THAT(reading_error(safetensors_bytes(infinite), "w"), Contains("not finite"));
}

}  // namespace
}  // namespace spikeloom
