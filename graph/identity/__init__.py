"""Who is who across articles: features of what each article tells, weighed against each other, joined or listed."""
