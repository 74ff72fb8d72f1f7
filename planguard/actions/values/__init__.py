"""How the values of attributes are read: numbers, versions, ranges, documents, secrets in text."""
