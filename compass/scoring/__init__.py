"""How far documents give evidence for a question: pure arithmetic on sparse matrices, no flask, no database.

`words` reads texts, `spaces` weighs documents, `questions` weighs what is asked, `joining` makes actors of documents.
"""
