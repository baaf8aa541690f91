import os
import sys

from sklearn.datasets import load_digits
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

kind, seed = sys.argv[1], int(os.environ["SEED"])
digits = load_digits()
train_x, test_x, train_y, test_y = train_test_split(digits.data, digits.target, random_state=seed)
model = LogisticRegression(max_iter=5000) if kind == "linear" else RandomForestClassifier(random_state=seed)
accuracy = model.fit(train_x, train_y).score(test_x, test_y)
print(f"{kind}: right for {accuracy:.1%} of {len(test_x)} digits")
with open(os.environ["BODYWORK_OUTPUT"], "a", encoding="utf-8") as outputs:
    outputs.write(f"accuracy={accuracy:.4f}\n")
