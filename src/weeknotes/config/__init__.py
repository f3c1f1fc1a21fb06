"""The settings of a site (`weeknotes.yml`) and the locations of its folders."""
