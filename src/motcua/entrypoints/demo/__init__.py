"""Demo provinces: invented officers and dossiers, reached by calling the real operations."""
