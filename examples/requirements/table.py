"""Prints a table with the package that was installed."""

import tabulate

print(tabulate.tabulate([["setosa", 50], ["virginica", 50]], headers=["species", "rows"]))
print("by tabulate", tabulate.__version__)
