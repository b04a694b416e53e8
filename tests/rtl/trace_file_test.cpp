// SPDX-License-Identifier: Apache-2.0
// The files of a trace: what is written is read, line by line what is wrong is told.
#include <catch2/catch.hpp>

#include <sstream>

#include "rtl/traces/hex_trace.hpp"
#include "rtl/traces/json_trace.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/random.hpp"
#include "tests/support/scratch_folder.hpp"

namespace spikeloom {
namespace {

using Catch::Contains;

TraceHeader header() {
  return {
      "spike_router", 2, 1, {{"FlitBits", 96}, {"Vcs", 2}, {"Torus", 0}}, {1, 3}, {{0x01020003U, ~std::uint64_t{0}}}};
}

PortWires flit(int vc, std::uint64_t low, std::uint64_t high) {
  PortWires wires;
  wires.valid = wires.head = true;
  wires.vc = vc;
  wires.data = {low, high};
  return wires;
}

std::uint64_t random_bits(Random& random) { return static_cast<std::uint64_t>(random.between(0, 1 << 30)); }

std::vector<TraceCycle> random_cycles(int count) {
  Random random(5);
  std::vector<TraceCycle> cycles;
  for (std::uint64_t cycle = 7; static_cast<int>(cycles.size()) < count;
       cycle += static_cast<std::uint64_t>(random.between(1, 9))) {
    TraceCycle next;
    next.cycle = cycle;
    next.in[1] = flit(random.between(0, 1), random_bits(random), random_bits(random));
    next.in[1].tail = random.chance(50);
    if (random.chance(50)) next.in[3].credits = 2;
    if (random.chance(50)) next.out[3] = flit(1, ~std::uint64_t{0}, 0xffffffffU);
    next.out[1].credits = 3;
    cycles.push_back(next);
  }
  return cycles;
}

void write(TraceSink& sink, const std::vector<TraceCycle>& cycles) {
  TraceTotals totals;
  sink.begin(header());
  for (const TraceCycle& cycle : cycles) {
    totals.add(cycle);
    totals.last_cycle = cycle.cycle + 64;
    sink.cycle(cycle);
  }
  sink.end(totals);
}

std::string text_of(const std::string& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

/// Reads a trace to its end.
std::string refusal(const std::string& path) {
  return error_of([&] {
    JsonTraceReader reader(path);
    for (TraceCycle cycle; reader.next(cycle);) {
    }
  });
}

}  // namespace

TEST_CASE("A trace is read as it was written, compressed or not") {
  const ScratchFolder folder;
  const std::vector<TraceCycle> cycles = random_cycles(20'000);
  for (const char* name : {"a.jsonl", "a.jsonl.zst"}) {
    JsonTraceWriter writer(folder.path(name));
    write(writer, cycles);
    JsonTraceReader reader(folder.path(name));
    CHECK(reader.header().block == "spike_router");
    CHECK(reader.header().parameters == NamedNumbers{{"FlitBits", 96}, {"Torus", 0}, {"Vcs", 2}});
    CHECK(reader.header().ports == header().ports);
    CHECK(reader.header().config == header().config);
    std::size_t wrong = 0, count = 0;
    for (TraceCycle cycle; reader.next(cycle); ++count) {
      const TraceCycle& expected = cycles[count];
      if (cycle.cycle != expected.cycle || !(cycle.in == expected.in) || !(cycle.out == expected.out)) ++wrong;
    }
    CHECK(wrong == 0);
    CHECK(count == cycles.size());
    CHECK(reader.totals().last_cycle == cycles.back().cycle + 64);
  }
  CHECK(std::filesystem::file_size(folder.path("a.jsonl.zst")) <
        std::filesystem::file_size(folder.path("a.jsonl")) / 4);
}

TEST_CASE("Records for $readmemh: kind, port, flags, vc, cycle, data") {
  const ScratchFolder folder;
  TraceCycle cycle;
  cycle.cycle = 0x1234;
  cycle.in[1] = flit(1, 0xabcd, 0x5);
  cycle.out[3].credits = 2;
  HexTraceWriter writer(folder.path("a.hex"));
  write(writer, {cycle});
  CHECK(text_of(folder.path("a.hex")) ==
        "// spikeloom-trace 1 block spike_router tile 2,1\n"
        "// parameters FlitBits=96 Vcs=2 Torus=0\n"
        "// kind_port_flags_vc_cycle_data\n"
        "1_0_0_0_000001020003_00000000ffffffffffffffff\n"
        "2_1_1_1_000000001234_00000005000000000000abcd\n"
        "5_3_0_0_000000001234_000000000000000000000002\n"
        "f_0_0_0_000000001274_000000000000000000000000\n");
}

TEST_CASE("A trace that is not finished leaves no file") {
  const ScratchFolder folder;
  {
    JsonTraceWriter writer(folder.path("a.jsonl"));
    writer.begin(header());
  }
  CHECK(std::filesystem::is_empty(std::filesystem::path(folder.path("a.jsonl")).parent_path()));
  CHECK_THAT(error_of([&] { JsonTraceWriter(folder.path("no/a.jsonl")); }), Contains("no/a.jsonl: cannot be written"));
}

TEST_CASE("A trace that is written to a link leaves the link") {
  const ScratchFolder folder;
  folder.write("real.jsonl", "old");
  std::filesystem::create_symlink(folder.path("real.jsonl"), folder.path("link.jsonl"));
  JsonTraceWriter writer(folder.path("link.jsonl"));
  write(writer, random_cycles(3));
  CHECK(std::filesystem::is_symlink(folder.path("link.jsonl")));
  CHECK(refusal(folder.path("real.jsonl")) == "no error");
}

TEST_CASE("What is wrong with a trace is told with its line") {
  const ScratchFolder folder;
  const std::string head =
      R"({"format":"spikeloom-trace","version":1,"block":"b","tile":[0,0],"parameters":{"FlitBits":64,"Vcs":2},)"
      R"("ports":["north"],"config":[]})";
  const std::string flit =
      R"({"cycle":5,"in":{"north":{"vc":1,"head":1,"tail":1,"data":"0123456789abcdef"}},"out":{}})";
  const std::string end =
      R"({"end":{"last_cycle":69,"cycles":1,"flits_in":1,"flits_out":0,"credits_in":0,"credits_out":0}})";
  const auto told = [&](const std::string& a, const std::string& b, const std::string& c) {
    return refusal(folder.write("t.jsonl", a + "\n" + b + "\n" + c + "\n"));
  };
  const auto changed = [](std::string text, const std::string& from, const std::string& to) {
    REQUIRE(text.find(from) != std::string::npos);
    return text.replace(text.find(from), from.size(), to);
  };
  const auto bad_flit = [&](const char* from, const char* to) { return told(head, changed(flit, from, to), end); };
  const auto bad_head = [&](const char* from, const char* to) { return told(changed(head, from, to), flit, end); };
  const auto bad_end = [&](const char* from, const char* to) { return told(head, flit, changed(end, from, to)); };

  CHECK(told(head, flit, end) == "no error");
  CHECK_THAT(refusal(folder.path("none")), Contains("none: cannot be opened"));
  CHECK_THAT(refusal(folder.write("e.jsonl", "")), Contains("truncated: it ends with line 0"));
  CHECK_THAT(refusal(folder.write("e.jsonl", head + "\n" + flit + "\n")), Contains("truncated: it ends with line 2"));
  CHECK_THAT(refusal(folder.write("e.jsonl", head + "\n" + flit.substr(0, 40))),
             Contains("truncated: it ends in the middle of line 2"));
  CHECK_THAT(told(head, flit.substr(0, 40), end), Contains("line 2: is no JSON object"));
  CHECK_THAT(refusal(folder.write("e.jsonl.zst", "abc")), Contains("damaged"));

  CHECK_THAT(bad_head("\"format\"", "\"f\""), Contains("line 1: is no head of a reference trace"));
  CHECK_THAT(bad_head("\"version\":1", "\"version\":2"), Contains("of version 2, this program reads version 1"));
  CHECK_THAT(bad_head("\"block\"", "\"b\""), Contains("line 1: has no \"block\""));
  CHECK_THAT(bad_head("[0,0]", "[0]"), Contains("\"tile\" is not [column, row]"));
  CHECK_THAT(bad_head(":64", ":1024"), Contains("\"FlitBits\" is 1024, allowed: 1 to 512"));
  CHECK_THAT(bad_head("\"Vcs\":2", "\"Vcs\":0"), Contains("\"Vcs\" is 0, allowed: 1 to 32"));
  CHECK_THAT(bad_head("\"Vcs\":2", "\"Vcs\":\"2\""), Contains("\"Vcs\" is \"2\""));
  CHECK_THAT(bad_head("\"north\"", "\"up\""), Contains("there is no port \"up\""));
  CHECK_THAT(bad_head("\"config\":[]", "\"config\":[[1]]"), Contains("[1] is not [address, data]"));

  CHECK_THAT(bad_flit("\"north\"", "\"south\""), Contains("line 2: the block has no linked port \"south\""));
  CHECK_THAT(bad_flit("\"vc\":1", "\"vc\":2"), Contains("line 2: \"vc\" is 2, allowed: 0 to 1"));
  CHECK_THAT(bad_flit("\"head\":1,", ""), Contains("line 2: has no \"head\""));
  CHECK_THAT(bad_flit("abcdef", "abcdeg"), Contains("not 16 hexadecimal digits"));
  CHECK_THAT(bad_flit("abcdef", "abcde"), Contains("not 16 hexadecimal digits"));
  CHECK_THAT(bad_flit(",\"out\":{}", ""), Contains("line 2: has no \"out\""));
  CHECK_THAT(bad_flit("\"cycle\":5", "\"cycle\":-5"), Contains("line 2: \"cycle\" is -5"));
  CHECK_THAT(bad_flit("\"vc\":1", "\"credits\":4,\"vc\":1"), Contains("\"credits\" is 4, allowed: 1 to 3"));
  CHECK_THAT(told(head, flit + "\n" + flit, end), Contains("line 3: is cycle 5, the line before was cycle 5"));
  CHECK_THAT(told(head, flit, end + "\n" + flit), Contains("line 4: stands behind the end"));

  CHECK_THAT(bad_end("\"flits_in\":1", "\"flits_in\":2"), Contains("line 3: \"flits_in\" is 2, the trace has 1"));
  CHECK_THAT(bad_end("\"cycles\":1", "\"cycles\":3"), Contains("line 3: \"cycles\" is 3, the trace has 1"));
  CHECK_THAT(bad_end(":69", ":10000000001"), Contains("allowed: 5 to 10000000000"));
  CHECK_THAT(bad_end(":69", ":4"), Contains("line 3: \"last_cycle\" is 4, allowed: 5 to"));
}

}  // namespace spikeloom
