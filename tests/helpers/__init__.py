"""What tests share: small procedures and their office, people, databases, other systems."""
