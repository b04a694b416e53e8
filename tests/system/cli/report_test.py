# SPDX-License-Identifier: Apache-2.0
"""The report in a real browser (Debian's Chromium, without a window): it opens without a word on the console, each picture
has its marks, hovering shows values, nothing is fetched, it fits a phone and both themes."""

import json
import os
import pathlib
import unittest

from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from program import ScratchTest

SWEEP = """run: run.yaml
set: {mode: replay, chip.energy.node_nm: 22}
axes:
  chip.mesh: [2x2, 3x3, 4x4]
  core.lanes: [32, 64]
constraints: [area_mm2 <= 6]
"""
KEEP = os.environ.get("SPIKELOOM_SCREENSHOTS")  # a folder: screenshots stay there to be looked at

RUN_CHARTS = {"energy-components": ("bars", 20), "energy-layers": ("bars", 15), "utilisation": ("tiles", 16),
              "weight-sram": ("tiles", 16), "accumulator-sram": ("tiles", 16), "links": ("links", 40),
              "timeline": ("samples", 50)}
SWEEP_CHARTS = {"front": ("points", 4), "parallel": ("dots", 20), "sensitivity-0": ("means", 2),
                "sensitivity-1": ("means", 2)}


def browser():
    options = webdriver.ChromeOptions()
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                     "--host-resolver-rules=MAP * ~NOTFOUND"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    return webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)


class Report(ScratchTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.driver = browser()

    @classmethod
    def tearDownClass(cls):
        cls.driver.quit()
        super().tearDownClass()

    def open(self, page, width=1280, height=900):
        self.driver.set_window_size(width, height)
        self.driver.get_log("browser")
        self.driver.get_log("performance")
        self.driver.get(f"file://{self.folder / page}")
        WebDriverWait(self.driver, 15).until(lambda d: d.find_elements(By.CSS_SELECTOR, "body[data-ready]"))
        self.assertEqual(self.driver.get_log("browser"), [])

    def marks(self, chart, mark):
        return self.driver.find_elements(By.CSS_SELECTOR, f"#{chart} g.{mark} > :not(text)")

    def check_charts(self, charts):
        for chart, (mark, count) in charts.items():
            found = self.marks(chart, mark)
            self.assertGreaterEqual(len(found), count, chart)
            shown = next(m for m in found if m.rect["width"] + m.rect["height"] > 0)
            self.hover(shown)
            self.assertTrue(self.driver.find_element(By.ID, "tip").is_displayed(), chart)
            self.assertRegex(self.driver.find_element(By.ID, "tip").text, r": .*\d", chart)

    def hover(self, mark):
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", mark)
        x, y = self.driver.execute_script(
            "const box = arguments[0].getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]", mark)
        action = ActionChains(self.driver)
        action.w3c_actions.pointer_action.move_to_location(1, 1)
        action.w3c_actions.pointer_action.move_to_location(round(x), round(y))
        action.perform()

    def keep(self, name):
        if KEEP:
            height = self.driver.execute_script("return document.documentElement.scrollHeight")
            self.driver.set_window_size(self.driver.get_window_size()["width"], min(height + 150, 6000))
            self.driver.save_screenshot(str(pathlib.Path(KEEP) / f"{name}.png"))

    def requests(self):
        events = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        urls = [e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"]
        return [url for url in urls if not url.startswith("data:")]

    def make_sweep(self):
        self.write("sweep.yaml", SWEEP)
        self.accepted("sweep", "sweep.yaml", "--output", "out", "--jobs", "2")
        self.accepted("report", "out", "--output", "sweep.html")

    def test_a_run(self):
        self.accepted("run", "run.yaml", "--json", "results.json")
        self.accepted("report", "results.json", "--output", "run.html")
        self.open("run.html")
        self.assertEqual(self.requests(), [f"file://{self.folder}/run.html"])
        self.check_charts(RUN_CHARTS)
        self.assertEqual(len(self.driver.find_elements(By.CSS_SELECTOR, "section:last-child tbody tr")), 48)
        self.keep("run")

    def test_a_sweep(self):
        self.make_sweep()
        self.open("sweep.html")
        self.assertEqual(self.requests(), [f"file://{self.folder}/sweep.html"])
        self.check_charts(SWEEP_CHARTS)
        self.assertGreaterEqual(len(self.marks("parallel", "lines")), 4)
        self.check_charts({"links": ("links", 10)})
        text = self.driver.find_element(By.ID, "page").text
        self.assertIn("Best by energy_uj with area_mm2 <= 6: chip.mesh", text)
        self.assertIn("What limits it", text)
        self.assertIn("area_mm2 <= 6: ", text)
        self.keep("sweep")

    def test_dark_and_on_a_phone(self):
        self.make_sweep()
        self.open("sweep.html")
        for theme in (True, False):
            self.assertEqual("dark" in self.driver.find_element(By.TAG_NAME, "html").get_attribute("class"), not theme)
            self.driver.find_element(By.ID, "theme").click()
        self.driver.find_element(By.ID, "theme").click()
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride",
                                    {"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": True})
        self.open("sweep.html", 500, 844)
        self.assertLessEqual(self.driver.execute_script("return document.documentElement.scrollWidth"), 390)
        self.keep("phone")
        self.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})

    def test_pictures_can_be_saved(self):
        self.make_sweep()
        self.open("sweep.html")
        for format, begin in (("png", "data:image/png"), ("svg", "data:image/svg")):
            url = self.driver.execute_async_script(
                "const done = arguments[1]; drawn[0].view.toImageURL(arguments[0]).then(done, e => done(String(e)))", format)
            self.assertTrue(url.startswith(begin) or url.startswith("blob:"), url[:80])


class BadReport(ScratchTest):
    def test_what_holds_no_results(self):
        self.refused("report", "chip.yaml", says="not JSON")
        self.write("other.json", "{}")
        self.refused("report", "other.json", says="'cores' is missing")
        self.refused("report", "gone.json", says="gone.json")
        self.write("later.json", json.dumps({"schema_version": 3, "cores": []}))
        self.refused("report", "later.json", says="later.json: schema_version: 3; this program reads version 2")
        (self.folder / "empty").mkdir()
        self.refused("report", "empty", says="outcomes.json")
        self.refused("report", "other.json", "--output", "gone/page.html", says="there is no folder")

    def test_results_with_values_of_another_type(self):
        for damage in ({"cores": [], "layers": [1]}, {"cores": [], "layers": [], "config": {"chip": 3}},
                       {"cores": [], "layers": [], "config": {"chip": {}}}):
            self.write("damaged.json", json.dumps({"schema_version": 2, "figures": {}, "energy_pj": {}, **damage}))
            self.refused("report", "damaged.json", says="damaged.json: damaged results")


if __name__ == "__main__":
    unittest.main()
