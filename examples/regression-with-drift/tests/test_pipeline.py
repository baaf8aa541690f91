"""Run with: python -m unittest discover"""

import unittest

from pipeline.orders import line, orders
from pipeline.serve import estimate


class Pipeline(unittest.TestCase):
    """What has to hold before anything is deployed."""

    def test_a_longer_queue_takes_longer(self):
        _, slope = line(orders(500_000))
        self.assertGreater(slope, 0)

    def test_the_same_hour_has_the_same_orders(self):
        self.assertEqual(orders(500_000), orders(500_000))

    def test_an_estimate_names_its_model(self):
        model = {"hour": 7, "intercept": 1.0, "slope": 0.5}
        self.assertEqual(estimate(model, {"orders_placed": 4}), {"est_hours_to_dispatch": 3.0, "model_version": "7"})

    def test_a_request_without_orders_is_refused(self):
        with self.assertRaises(KeyError):
            estimate({"hour": 7, "intercept": 1.0, "slope": 0.5}, {"foo": 1})


if __name__ == "__main__":
    unittest.main()
