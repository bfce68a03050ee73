"""Open Know-How, the manifest format of other catalogs: version 1 (YAML) and LOSH version 2 (TOML), both ways.

Manifests in the wild are untidy: two versions, drafts, three syntaxes, several spellings, templates half filled in. What
comes in becomes a new design file of ours; what our format has no place for is kept under `okh:` and given back on export;
every doubt is told with file, line and column, and nothing is invented.

    decoding → toml_tree, json_tree, ../yamltree → reading (spelling, version) → shaping (types) → v1, losh (meaning)
    → leftovers (what is not said by our format) → importing (a design file) and back: exporting, crossing, writing
"""
