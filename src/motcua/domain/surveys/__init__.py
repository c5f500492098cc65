"""What people say of a settled dossier, and how settlement is scored."""
