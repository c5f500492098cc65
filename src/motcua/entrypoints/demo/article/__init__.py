"""The scenario `article-2022`: a province of three levels in the second half of 2022, worked by a seeded model.

`setting`, `chance`, `visits`, `officers`, `simulation`, `counting` are plain Python: parameters in, acts out, no database, no clock.
`staff`, `trades`, `playing`, `loading` bring the model to the real operations. What is input and what comes out: docs/article-2022.md.
"""
