"""What is kept: tables, migrations, and one method for each intent."""
