"""RowSet of a table looked up by value instead of asked one by one."""
