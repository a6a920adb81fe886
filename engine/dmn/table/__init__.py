"""Decision tables: read, their inputs evaluated, their hit policies applied."""
