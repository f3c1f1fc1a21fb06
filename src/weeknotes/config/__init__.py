"""`weeknotes.yml`: the settings of a site, and where its folders are."""
