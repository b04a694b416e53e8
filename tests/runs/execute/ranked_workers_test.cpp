// SPDX-License-Identifier: Apache-2.0
// Rank 0 and its crew without MPI: messages are put into its hands, and ranks fall silent when the test says so.

#include "runs/execute/ranked_workers.hpp"

#include <catch2/catch.hpp>
#include <deque>
#include <thread>

#include "base/error.hpp"

namespace spikeloom {
namespace {

constexpr std::chrono::milliseconds kPatience{100};

class FakeLink final : public RankLink {
 public:
  explicit FakeLink(int size) : size_(size) {}
  int rank() const override { return 0; }
  int size() const override { return size_; }
  void send(int to, const std::string& text) override { sent.push_back({to, text}); }
  std::optional<RankMessage> receive() override {
    if (arrived.empty()) return std::nullopt;
    const RankMessage first = arrived.front();
    arrived.pop_front();
    return first;
  }

  void abandon() override { abandoned = true; }

  bool abandoned = false;
  std::deque<RankMessage> arrived;
  std::vector<RankMessage> sent;  ///< `from` is whom to

 private:
  int size_;
};

/// The leader's own processes: what they are given is done when the test asks.
class FakeWorkers final : public Workers {
 public:
  int processes() const override { return 1; }
  bool has_free() const override { return job.empty(); }
  bool idle() const override { return job.empty(); }
  void start(const std::vector<Point>&, const Job& given) override { job = given; }
  std::vector<PointReport> wait() override {
    std::vector<PointReport> reports;
    if (works)
      for (const std::size_t point : std::exchange(job, {})) reports.push_back({point, ""});
    return reports;
  }

  Job job;
  bool works = false;
};

struct Crew {
  explicit Crew(int ranks) : link(ranks) {
    for (int rank = 1; rank < ranks; ++rank) link.arrived.push_back({rank, ready_text({"host", 1})});
    CHECK(workers.wait().empty());
    points.resize(10);
    for (std::size_t i = 0; i < points.size(); ++i) points[i].key = std::to_string(i);
  }

  /// Longer than patience lasts; these ranks say that they live.
  std::vector<PointReport> pass_time(const std::vector<int>& alive) {
    std::this_thread::sleep_for(2 * kPatience);
    for (const int rank : alive) link.arrived.push_back({rank, plain_text(RankWord::Alive)});
    return workers.wait();
  }
  /// Points that were last asked of a rank.
  Job last_asked(int rank) const {
    Job numbers;
    for (const RankMessage& message : link.sent)
      if (message.from == rank && word_of(message.text) == RankWord::Simulate) {
        numbers.clear();
        for (const AskedPoint& point : asked_points(message.text)) numbers.push_back(point.number);
      }
    return numbers;
  }

  FakeLink link;
  FakeWorkers own;
  RankCrew crew{link, kPatience};
  RankedWorkers workers{crew, own};
  std::vector<Point> points;
};

TEST_CASE("all ranks get jobs, the leader last") {
  Crew crew(3);
  CHECK(crew.workers.processes() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    REQUIRE(crew.workers.has_free());
    crew.workers.start(crew.points, {i});
  }
  CHECK_FALSE(crew.workers.has_free());
  CHECK(crew.last_asked(1) == Job{0});
  CHECK(crew.last_asked(2) == Job{1});
  CHECK(crew.own.job == Job{2});
}

TEST_CASE("a rank that reported all of its job is free") {
  Crew crew(2);
  crew.workers.start(crew.points, {4, 5});
  crew.workers.start(crew.points, {6});
  crew.link.arrived.push_back({1, report_text({4, ""})});
  CHECK(crew.workers.wait().size() == 1);
  CHECK_FALSE(crew.workers.has_free());
  crew.link.arrived.push_back({1, report_text({5, "no room"})});
  const std::vector<PointReport> reports = crew.workers.wait();
  REQUIRE(reports.size() == 1);
  CHECK(reports.front().point == 5);
  CHECK(reports.front().error == "no room");
  CHECK(crew.workers.has_free());
}

TEST_CASE("what a silent rank has not reported goes to another") {
  Crew crew(3);
  crew.workers.start(crew.points, {0, 1, 2});
  crew.link.arrived.push_back({1, report_text({1, ""})});
  CHECK(crew.workers.wait().size() == 1);
  CHECK(crew.pass_time({2}).empty());
  CHECK(crew.last_asked(2) == Job{0, 2});
  CHECK_FALSE(crew.workers.idle());

  SECTION("and late words of the first are not heard") {
    crew.link.arrived.push_back({1, report_text({0, ""})});
    crew.link.arrived.push_back({1, refuse_text("too late")});
    CHECK(crew.workers.wait().empty());
    for (const std::size_t point : {0U, 2U}) crew.link.arrived.push_back({2, report_text({point, ""})});
    CHECK(crew.workers.wait().size() == 2);
    CHECK(crew.workers.idle());
    crew.workers.start(crew.points, {7});
    crew.workers.start(crew.points, {8});
    CHECK(crew.last_asked(1) == Job{0, 1, 2});
    CHECK(crew.own.job == Job{8});
  }
  SECTION("and are failed points when that one is lost, too") {
    const std::vector<PointReport> reports = crew.pass_time({});
    REQUIRE(reports.size() == 2);
    CHECK(reports[0].point == 0);
    CHECK(reports[1].point == 2);
    CHECK(reports[1].error == "two MPI ranks were lost while they simulated it");
    CHECK(crew.workers.idle());
  }
}

TEST_CASE("without other ranks the leader simulates alone") {
  Crew crew(2);
  crew.workers.start(crew.points, {0});
  crew.workers.start(crew.points, {1});
  CHECK(crew.pass_time({}).empty());
  CHECK_FALSE(crew.workers.has_free());
  crew.own.works = true;
  CHECK(crew.workers.wait().front().point == 1);
  CHECK(crew.workers.wait().front().point == 0);
  CHECK(crew.workers.idle());
}

TEST_CASE("a rank that cannot take part is an error") {
  Crew crew(2);
  crew.link.arrived.push_back({1, refuse_text("host b: no such folder")});
  CHECK_THROWS_WITH(crew.workers.wait(), "rank 1: host b: no such folder");
}

TEST_CASE("everybody is sent home once, the lost ones too") {
  FakeLink link(3);
  { RankCrew(link, kPatience).dismiss(); }
  REQUIRE(link.sent.size() == 2);
  for (const RankMessage& message : link.sent) CHECK(word_of(message.text) == RankWord::End);
  CHECK_FALSE(link.abandoned);
}

TEST_CASE("with a lost rank nobody waits for the common end: MPI would wait for the dead") {
  Crew crew(3);
  crew.workers.start(crew.points, {0});
  CHECK(crew.pass_time({2}).empty());
  crew.crew.dismiss();
  CHECK(crew.link.abandoned);
  CHECK(word_of(crew.link.sent.back().text) == RankWord::EndAlone);
}

TEST_CASE("words arrive as they were sent") {
  const BeginWord begin = begin_of(begin_text({"1.0", "f00", "/results \"of\" it"}));
  CHECK(begin.version == "1.0");
  CHECK(begin.fingerprint == "f00");
  CHECK(begin.folder == "/results \"of\" it");
  const std::vector<AskedPoint> asked = asked_points(simulate_text({{3, {0, 2}, "k3"}, {9, {}, "k9"}}));
  REQUIRE(asked.size() == 2);
  CHECK(asked[0].number == 3);
  CHECK(asked[0].at == Coordinates{0, 2});
  CHECK(asked[1].key == "k9");
  CHECK(ready_of(ready_text({"node7", 16})).processes == 16);
}

}  // namespace
}  // namespace spikeloom
