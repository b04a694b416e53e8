// SPDX-License-Identifier: Apache-2.0
#include "runs/sweep/search.hpp"

#include <map>
#include <pagmo/algorithms/nsga2.hpp>
#include <pagmo/batch_evaluators/member_bfe.hpp>
#include <pagmo/bfe.hpp>
#include <pagmo/population.hpp>
#include <pagmo/problem.hpp>

#include "runs/sweep/space.hpp"

namespace spikeloom {
namespace {

constexpr int kIdleGenerations = 200;  ///< without a new point: the space is used up
constexpr double kCrossover = 0.9, kMutation = 0.25;

using Vector = pagmo::vector_double;

/// Answers are remembered; beyond the budget a new point is as bad as can be and is not asked about.
class Memory {
 public:
  Memory(const SweepSpec& sweep, const Evaluate& evaluate) : sweep_(sweep), evaluate_(evaluate) {}

  void learn(const std::vector<Coordinates>& asked) {
    std::vector<Coordinates> fresh;
    for (const Coordinates& at : asked) {
      if (known_.count(at) != 0 || full(fresh.size())) continue;
      known_[at] = {};
      fresh.push_back(at);
    }
    if (fresh.empty()) return;
    const std::vector<Fitness> answers = evaluate_(fresh);
    for (std::size_t i = 0; i < fresh.size(); ++i) known_[fresh[i]] = answers[i];
    order_.insert(order_.end(), fresh.begin(), fresh.end());
  }
  Fitness operator()(const Coordinates& at) const {
    const auto found = known_.find(at);
    return found != known_.end() ? found->second : Fitness(sweep_.objectives.size(), kFailedFitness);
  }
  bool full(std::size_t more = 0) const { return order_.size() + more >= static_cast<std::size_t>(sweep_.samples); }
  const std::vector<Coordinates>& order() const { return order_; }

 private:
  const SweepSpec& sweep_;
  const Evaluate& evaluate_;
  std::map<Coordinates, Fitness> known_;
  std::vector<Coordinates> order_;
};

Coordinates coordinates(Vector::const_iterator begin, std::size_t axes) {
  Coordinates at;
  for (std::size_t i = 0; i < axes; ++i, ++begin) at.push_back(static_cast<int>(*begin));
  return at;
}

/// The space as pagmo sees it: integers only.
struct SpaceProblem {
  const SweepSpec* sweep = nullptr;
  Memory* memory = nullptr;

  Vector fitness(const Vector& x) const {
    const Coordinates at = coordinates(x.begin(), x.size());
    memory->learn({at});
    return (*memory)(at);
  }
  /// A whole generation at once, so that it can be simulated in parallel.
  Vector batch_fitness(const Vector& xs) const {
    const std::size_t axes = sweep->axes.size();
    std::vector<Coordinates> asked;
    for (std::size_t i = 0; i < xs.size(); i += axes)
      asked.push_back(coordinates(xs.begin() + static_cast<std::ptrdiff_t>(i), axes));
    memory->learn(asked);
    Vector answers;
    for (const Coordinates& at : asked) {
      const Fitness fitness = (*memory)(at);
      answers.insert(answers.end(), fitness.begin(), fitness.end());
    }
    return answers;
  }
  Vector::size_type get_nobj() const { return sweep->objectives.size(); }
  Vector::size_type get_nix() const { return sweep->axes.size(); }
  std::pair<Vector, Vector> get_bounds() const {
    Vector high;
    for (const Axis& axis : sweep->axes) high.push_back(static_cast<double>(axis.values.size() - 1));
    return {Vector(high.size(), 0.0), high};
  }
};

/// The first generation is spread evenly; a space smaller than a generation repeats itself.
std::vector<Coordinates> first_generation(const SweepSpec& sweep) {
  std::vector<Coordinates> points = latin_hypercube(sweep.axes, sweep.population, sweep.seed);
  for (std::size_t i = 0; points.size() < static_cast<std::size_t>(sweep.population); ++i) points.push_back(points[i]);
  return points;
}

}  // namespace

std::vector<Coordinates> search(const SweepSpec& sweep, const Evaluate& evaluate) {
  Memory memory(sweep, evaluate);
  const pagmo::problem problem(SpaceProblem{&sweep, &memory});
  pagmo::population population(problem, 0, static_cast<unsigned>(sweep.seed));
  const std::vector<Coordinates> first = first_generation(sweep);
  memory.learn(first);
  for (const Coordinates& at : first) population.push_back(Vector(at.begin(), at.end()), memory(at));
  int idle = 0;
  for (unsigned generation = 1; !memory.full() && idle < kIdleGenerations; ++generation) {
    const std::size_t before = memory.order().size();
    pagmo::nsga2 nsga2(1, kCrossover, 10., kMutation, 50., static_cast<unsigned>(sweep.seed) + generation);
    nsga2.set_bfe(pagmo::bfe(pagmo::member_bfe{}));
    population = nsga2.evolve(population);
    idle = memory.order().size() == before ? idle + 1 : 0;
  }
  return memory.order();
}

}  // namespace spikeloom
