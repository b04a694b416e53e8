// SPDX-License-Identifier: Apache-2.0
// Makes the page from its data: tables as HTML, pictures by Vega from the declarations beside this file.
"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const charts = JSON.parse(document.getElementById("charts").textContent);
const page = document.getElementById("page"), tip = document.getElementById("tip");
const drawn = [];

const number = x => typeof x !== "number" ? String(x) : x === 0 ? "0" : Number(x.toPrecision(4)).toLocaleString("en");
const element = (kind, text, name) => {
  const made = document.createElement(kind);
  if (text !== undefined) made.textContent = text;
  if (name) made.className = name;
  return made;
};
const section = (title, text, wide) => {
  const made = page.appendChild(element("section", undefined, wide ? "wide" : ""));
  made.append(element("h2", title), element("p", text));
  return made;
};

function show_tip(handler, event, item, value) {
  tip.hidden = !value || typeof value !== "object";
  if (tip.hidden) return;
  tip.replaceChildren(...Object.entries(value).map(([key, text]) => element("div", `${key}: ${text}`)));
  const left = Math.min(event.clientX + 14, innerWidth - tip.offsetWidth - 8);
  tip.style.left = `${Math.max(4, left)}px`;
  tip.style.top = `${Math.min(event.clientY + 14, innerHeight - tip.offsetHeight - 8)}px`;
}

const ink = () => getComputedStyle(document.documentElement).getPropertyValue("--text").trim();
const line = () => getComputedStyle(document.documentElement).getPropertyValue("--line").trim();
const config = () => ({
  axis: {labelColor: ink(), titleColor: ink(), gridColor: line(), domainColor: line(), tickColor: line(), labelFontSize: 11,
    labelOverlap: true, labelSeparation: 4},
  legend: {labelColor: ink(), titleColor: ink(), labelFontSize: 11}, style: {cell: {stroke: null}}});

function draw(chart) {
  const spec = structuredClone(charts[chart.kind]);
  spec.width = Math.max(240, chart.box.clientWidth - 26);
  spec.signals = [{name: "names", value: chart.names}, {name: "ink", value: ink()}];
  for (const source of spec.data)
    if (chart.sources[source.name]) source.values = structuredClone(chart.sources[source.name]);
  if (spec.width < 500)  // a phone: beside the picture a legend would take a third of it
    for (const legend of spec.legends ?? [])
      if (!legend.orient) {
        Object.assign(legend, {orient: "bottom", direction: "horizontal"});
        spec.height += 50;
      }
  if (chart.kind === "sensitivity") spec.height = 60 + 20 * new Set(chart.sources.table.map(r => r.order)).size;
  if (chart.view) chart.view.finalize();
  chart.view = new vega.View(vega.parse(spec, config()), {renderer: "svg", container: chart.box, hover: true})
    .tooltip(show_tip);
  chart.done = chart.view.runAsync();
}

async function save(chart, format) {
  const link = element("a");
  link.href = await chart.view.toImageURL(format, format === "png" ? 3 : 1);
  link.download = `${chart.name}.${format}`;
  link.click();
}

/// Rows without a value to show make no picture.
function picture(place, kind, name, sources, names) {
  if (!sources.table.length) return void place.append(element("p", "Nothing to show."));
  const box = place.appendChild(element("div", undefined, "chart"));
  box.id = name;
  const chart = {kind, name, box, sources, names};
  const tools = place.appendChild(element("div", undefined, "tools"));
  for (const format of ["svg", "png"]) {
    const button = tools.appendChild(element("button", format.toUpperCase()));
    button.onclick = () => save(chart, format);
  }
  drawn.push(chart);
  draw(chart);
}

function table(place, columns, rows) {
  const made = place.appendChild(element("div", undefined, "scroll")).appendChild(element("table"));
  const head = made.createTHead().insertRow();
  columns.forEach(([title, , text]) => head.append(element("th", title, text ? "text" : "")));
  const body = made.createTBody();
  for (const row of rows) {
    const line = body.insertRow();
    columns.forEach(([, value, text]) => line.append(element("td", number(value(row)), text ? "text" : "")));
  }
}

// ---- a sweep

function sweep_page(sweep) {
  const unit = Object.fromEntries(sweep.measures.map(m => [m.name, m.unit]));
  const titled = name => unit[name] ? `${name} (${unit[name]})` : name;
  const goals = sweep.objectives.map(o => o.measure);
  const [x, y] = goals.length > 1 ? [goals[1], goals[0]] : [goals[0], "area_mm2"];
  const z = goals[2] || "area_mm2";
  const finished = sweep.points.filter(p => p.state === "finished");
  const label = (p, i) => sweep.axes[i].values[p.at[i]];
  const tip_of = p => Object.assign({point: p.point}, ...sweep.axes.map((a, i) => ({[a.key]: label(p, i)})),
    ...[...new Set([...goals, "area_mm2"])].map(m => ({[titled(m)]: number(p.values[m])})), p.reason ? {breaks: p.reason} : {});
  answer(sweep, titled, goals, label);
  front_chart(finished, {x, y, z}, titled, tip_of);
  parallel_chart(sweep, finished, goals, titled, tip_of, label);
  best_table(sweep, goals, titled, label);
  sweep.axes.forEach((axis, i) => sensitivity_chart(axis, i, finished, goals[0], titled));
  infeasible_table(sweep, label);
}

function answer(sweep, titled, goals, label) {
  const place = section("Answer", "", true), best = sweep.points.find(p => p.point === sweep.best);
  const asked = sweep.constraints.length ? ` with ${sweep.constraints.join(", ")}` : "";
  const counted = kind => sweep.points.filter(kind).length;
  place.append(element("p", `${sweep.points.length} points of ${sweep.file}: ${counted(p => p.feasible)} feasible, ` +
    `${counted(p => p.state === "finished" && !p.feasible)} break a constraint, ${counted(p => p.state === "failed")} failed, ` +
    `${counted(p => p.state === "missing")} not simulated.`));
  if (!best) return void place.append(element("p", `No point is feasible${asked}.`, "answer"));
  const chosen = sweep.axes.map((a, i) => `${a.key} ${label(best, i)}`).join(", ");
  const values = goals.map(m => `${titled(m)} ${number(best.values[m])}`).join(", ");
  place.append(element("p", `Best by ${goals[0]}${asked}: ${chosen} (${values}).`, "answer"));
  place.append(element("p", limits(sweep, best, goals[0])));
}

/// What stands in the way of something better: constraints that nearly bind, and those that the better points break.
function limits(sweep, best, goal) {
  const sign = sweep.objectives[0].maximise ? -1 : 1;
  const better = sweep.points.filter(p => p.state === "finished" && sign * p.values[goal] < sign * best.values[goal]);
  const broken = {};
  for (const p of better) for (const reason of p.reason.split("; ")) broken[reason.split(":")[0]] = (broken[reason.split(":")[0]] || 0) + 1;
  const said = Object.entries(broken).map(([text, count]) => `${count} break ${text}`).join(", ");
  const parts = Object.entries(data.run.energy_pj.by_component).sort((a, b) => b[1].total - a[1].total).slice(0, 3)
    .map(([name, e]) => `${name} ${(100 * e.total / data.run.energy_pj.total).toFixed(0)} %`).join(", ");
  const limit = better.length ? `${better.length} points are better in ${goal} alone, and not allowed: ${said}.`
    : `No simulated point is better in ${goal}: no constraint limits it, the space does.`;
  return `What limits it: ${limit} Its energy goes to ${parts}; ` +
    `datapaths are busy ${(100 * best.values.utilisation).toFixed(0)} % of the time, and the fullest core uses ` +
    `${(100 * best.values.weight_sram_fullest).toFixed(0)} % of its weight SRAM and ${(100 * best.values.accumulator_sram_fullest).toFixed(0)} % of its accumulator SRAM.`;
}

function front_chart(points, on, titled, tip_of) {
  const rows = points.map(p => ({x: p.values[on.x], y: p.values[on.y], z: p.values[on.z], feasible: p.feasible,
                                 on_front: p.on_front, tip: tip_of(p)}));
  picture(section("Pareto front", "Ringed: no feasible point is as good in all objectives and better in one. Hollow: breaks a constraint.", true),
    "front", "front", {table: rows}, {x: titled(on.x), y: titled(on.y), z: titled(on.z)});
}

function parallel_chart(sweep, points, goals, titled, tip_of, label) {
  const dims = [], rows = [], ticks = [];
  sweep.axes.forEach((axis, i) => {
    const last = Math.max(1, axis.values.length - 1);
    dims.push({dim: axis.key, of: p => p.at[i] / last});
    axis.values.forEach((value, v) => ticks.push({dim: axis.key, norm: v / last, label: value}));
  });
  for (const goal of goals) {
    const values = points.map(p => p.values[goal]), low = Math.min(...values), high = Math.max(...values);
    dims.push({dim: titled(goal), of: p => (p.values[goal] - low) / (high - low || 1)});
    for (const [norm, v] of [[0, low], [1, high]]) ticks.push({dim: titled(goal), norm, label: number(v)});
  }
  for (const p of points) for (const d of dims)
    rows.push({point: p.point, dim: d.dim, norm: d.of(p), color: p.values[goals[0]], on_front: p.on_front,
               feasible: p.feasible, tip: tip_of(p)});
  picture(section("All points", "A line is a point; thick ones are on the front, faint ones break a constraint.", true),
    "parallel", "parallel", {table: rows, ticks, dims: dims.map(d => ({dim: d.dim}))}, {color: titled(goals[0])});
}

function best_table(sweep, goals, titled, label) {
  const sign = sweep.objectives[0].maximise ? -1 : 1;
  const rows = sweep.points.filter(p => p.on_front).sort((a, b) => sign * (a.values[goals[0]] - b.values[goals[0]]));
  const columns = [["point", p => p.point], ...sweep.axes.map((a, i) => [a.key, p => label(p, i)]),
                   ...[...new Set([...goals, "area_mm2", "latency_us", "utilisation"])].map(m => [titled(m), p => p.values[m]]), ["key", p => p.key]];
  table(section("Best points", `The front, ordered by ${goals[0]}.`, true), columns, rows);
}

function sensitivity_chart(axis, i, points, goal, titled) {
  const rows = points.map(p => ({axis_value: axis.values[p.at[i]], order: p.at[i], y: p.values[goal]}));
  const mean = v => { const m = rows.filter(r => r.order === v).map(r => r.y); return m.reduce((a, b) => a + b, 0) / m.length; };
  const means = [...new Set(rows.map(r => r.order))].map(mean);
  const change = means.length ? Math.max(...means) / Math.min(...means) : 1;
  picture(section(`Sensitivity: ${axis.key}`, `Mean and range of ${goal} over all other axes; from best to worst value the mean changes by ${number(change)}x.`),
    "sensitivity", `sensitivity-${i}`, {table: rows}, {x: axis.key, y: titled(goal)});
}

function infeasible_table(sweep, label) {
  const rows = sweep.points.filter(p => p.reason);
  if (!rows.length) return;
  table(section("Not feasible", `${rows.length} points, each with the constraint that it breaks or the error that it ended with.`, true),
    [["point", p => p.point], ...sweep.axes.map((a, i) => [a.key, p => label(p, i)]), ["state", p => p.state], ["reason", p => p.reason, true]], rows);
}

// ---- a run

function run_page(run) {
  const chip = run.config.chip, figures = run.figures, ms = chip.clock_mhz * 1e3;
  const facts = section(data.kind === "sweep" ? "The best point in detail" : "Run", `${chip.name}, ${chip.mesh.columns} x ${chip.mesh.rows} tiles, ${chip.clock_mhz} MHz`, true);
  table(facts, [["figure", r => r[0], true], ["value", r => r[1]]], Object.entries(figures));
  energy_charts(run);
  core_charts(run);
  link_chart(run);
  timeline_chart(run, ms);
  table(section("Layers", "Over all images; dynamic energy of the layer's cores alone.", true),
    [["layer", l => l.name, true], ["slices", l => l.slices], ["firing rate", l => l.firing_rate], ["spikes", l => l.spikes], ["additions", l => l.synaptic_additions],
     ["datapath cycles", l => l.datapath_cycles], ["dynamic (uJ)", l => l.dynamic_energy_pj / 1e6]], run.layers);
}

function energy_charts(run) {
  const rows = [];
  for (const [name, e] of Object.entries(run.energy_pj.by_component)) for (const kind of ["dynamic", "static"])
    rows.push({name, kind, value: e[kind] / 1e6, tip: {component: name, [`${kind} (uJ)`]: number(e[kind] / 1e6), "total (uJ)": number(e.total / 1e6)}});
  picture(section("Energy by component", "Of the whole run, dynamic and static."), "stack", "energy-components", {table: rows}, {x: "energy (uJ)"});
  const layers = [...run.layers].sort((a, b) => b.dynamic_energy_pj - a.dynamic_energy_pj).slice(0, 15).map(l => (
    {name: l.name, kind: "dynamic", value: l.dynamic_energy_pj / 1e6, tip: {layer: l.name, "dynamic (uJ)": number(l.dynamic_energy_pj / 1e6), additions: number(l.synaptic_additions)}}));
  picture(section("Energy by layer", "The 15 layers with the most dynamic energy."), "stack", "energy-layers", {table: layers}, {x: "dynamic energy (uJ)"});
}

function core_charts(run) {
  const share = sram => c => c[sram].bytes ? c[sram].used_bytes / c[sram].bytes : 0;
  for (const [title, name, of] of [["Datapaths busy", "utilisation", c => c.utilisation], ["Weight SRAM used", "weight-sram", share("weight_sram")],
                                   ["Accumulator SRAM used", "accumulator-sram", share("accumulator_sram")]]) {
    const rows = run.cores.map(c => ({column: c.column, row: c.row, value: of(c),
      tip: {tile: `(${c.column},${c.row})`, [title]: `${(100 * of(c)).toFixed(1)} %`, layers: [...new Set(c.slices)].slice(0, 4).join(", ")}}));
    picture(section(title, "By tile of the mesh."), "heat", name, {table: rows}, {value: "share"});
  }
}

/// A link from a tile to its neighbour, drawn beside the one that leads back.
function link_chart(run) {
  const steps = {north: [0, -1], east: [1, 0], south: [0, 1], west: [-1, 0]}, rows = [];
  for (const r of run.noc.routers) for (const [side, [dx, dy]] of Object.entries(steps)) {
    const value = r.link_utilisation[side];
    if (value === undefined || !r.flits_out[side]) continue;
    const [x, y] = [r.column + dy * 0.12, r.row + dx * 0.12];
    rows.push({x: x + dx * 0.15, x2: x + dx * 0.85, y: y + dy * 0.15, y2: y + dy * 0.85, value,
               tip: {from: `(${r.column},${r.row}) ${side}`, busy: `${(100 * value).toFixed(2)} %`, flits: number(r.flits_out[side])}});
  }
  picture(section("Links busy", "Two lines between neighbours, one each way; links without a flit are not drawn."), "links", "links",
    {table: rows, tiles: run.cores.map(c => ({column: c.column, row: c.row}))}, {value: "busy"});
}

function timeline_chart(run, ms) {
  const o = run.streaming.occupancy, rows = [];
  for (const [kind, series] of [["datapaths busy", o.datapaths_busy], ["cores active", o.cores_active], ["layers active", o.layers_active]])
    series.forEach((value, i) => rows.push({kind, x: i * o.bucket_cycles / ms, value,
      tip: {at: `${number(i * o.bucket_cycles / ms)} ms`, [kind]: `${(100 * value).toFixed(1)} %`}}));
  picture(section("Pipeline over time", "Shares of cores, layers and datapaths at work.", true), "timeline", "timeline", {table: rows}, {x: "ms"});
}

const is_dark = () => document.documentElement.classList.contains("dark");
document.documentElement.classList.toggle("dark", matchMedia("(prefers-color-scheme: dark)").matches);
document.getElementById("theme").onclick = () => { document.documentElement.classList.toggle("dark", !is_dark()); drawn.forEach(draw); };
let resized;
addEventListener("resize", () => { clearTimeout(resized); resized = setTimeout(() => drawn.forEach(draw), 200); });
if (data.sweep) sweep_page(data.sweep);
if (data.run) run_page(data.run);
Promise.all(drawn.map(chart => chart.done)).then(() => document.body.dataset.ready = String(drawn.length));
