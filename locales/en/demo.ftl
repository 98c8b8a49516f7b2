# The words of the demonstration province.
demo-description = { $name }, made in { $commune } in the traditional way from local materials.
demo-story = { $name } has belonged to this place for generations. { $producer } keeps the craft and teaches it.
demo-paper = A sample paper, drawn by the program.
demo-revoked = No longer produced locally.
