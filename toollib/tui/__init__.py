"""The screens: thin, they ask the desk and show the answer. The only room that knows textual."""
