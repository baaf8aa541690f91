"""Trains a classifier of iris flowers on the data that scikit-learn ships, and hands it on as plain numbers."""

import json
import os

from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

flowers = load_iris()
train_x, test_x, train_y, test_y = train_test_split(
    flowers.data, flowers.target, test_size=0.2, random_state=42, stratify=flowers.target
)
classifier = LogisticRegression(max_iter=1000).fit(train_x, train_y)
accuracy = classifier.score(test_x, test_y)
print(f"trained on {len(train_x)} flowers; right for {accuracy:.0%} of {len(test_x)} others")

model = {
    "features": ["sepal_length", "sepal_width", "petal_length", "petal_width"],
    "species": [str(name) for name in flowers.target_names],
    "weights": [[round(float(weight), 6) for weight in row] for row in classifier.coef_],
    "biases": [round(float(bias), 6) for bias in classifier.intercept_],
}
with open(os.environ["BODYWORK_OUTPUT"], "a", encoding="utf-8") as outputs:
    outputs.write(f"accuracy={accuracy:.4f}\n")
    outputs.write(f"model={json.dumps(model, separators=(',', ':'))}\n")
