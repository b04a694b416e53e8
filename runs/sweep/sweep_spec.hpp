// SPDX-License-Identifier: Apache-2.0
#pragma once
// A sweep, resolved: a base run, the axes along which it varies, which of their points are wanted, and what counts as a
// good one. Read from SWEEP.yaml by runs/sweep/sweep_file.

#include <cstdint>
#include <string>
#include <vector>

#include "base/overrides.hpp"

namespace spikeloom {

/// A value of an axis: what stands in the run file in its place, and how tables and pictures call it.
struct AxisValue {
  ConfigNode node;
  std::string label;
};

/// A key of the run file and the values it takes. All axes are discrete: a space is finite and a point has one name.
struct Axis {
  std::string key;  ///< "chip.core.lanes"
  Place place;
  std::vector<AxisValue> values;
};

/// Index of a value on each axis.
using Coordinates = std::vector<int>;

enum class SweepMethod : std::uint8_t { Grid, List, LatinHypercube, Random, Nsga2 };

/// "area_mm2 <= 50".
struct Constraint {
  std::string text, measure;
  bool at_most = true;  ///< <=, else >=
  double bound = 0;
  Place place;

  bool holds(double value) const { return at_most ? value <= bound : value >= bound; }
};

struct Objective {
  std::string measure;
  bool maximise = false;
};

struct SweepSpec {
  std::string file;           ///< where it was read from
  std::string run;            ///< the base run, path resolved
  std::vector<Override> set;  ///< changes to the base run, for all points
  SweepMethod method = SweepMethod::Grid;
  int samples = 100;  ///< points of latin_hypercube and random; budget of nsga2
  std::uint64_t seed = 1;
  int population = 20;  ///< of nsga2
  std::vector<Axis> axes;
  std::vector<Coordinates> listed;  ///< points of method list
  std::vector<Constraint> constraints;
  std::vector<Objective> objectives;

  template <class Fields>
  void fields(Fields& f) {
    f.choice("method", method,
             {{"grid", SweepMethod::Grid},
              {"list", SweepMethod::List},
              {"latin_hypercube", SweepMethod::LatinHypercube},
              {"random", SweepMethod::Random},
              {"nsga2", SweepMethod::Nsga2}},
             "which points of the space are simulated");
    f("samples", samples, 1, 1000000, "points", "of latin_hypercube and random; the most that nsga2 may simulate");
    f("seed", seed, std::uint64_t{0}, ~std::uint64_t{0}, "", "of latin_hypercube, random and nsga2");
    f("population", population, 8, 1000, "points", "of a generation of nsga2; a multiple of 4");
  }
};

}  // namespace spikeloom
