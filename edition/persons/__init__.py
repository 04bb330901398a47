"""Who an article writes about: proposals for an editor, and what the editor accepts.

    articles ─▶ match_known ─┐
             ─▶ find_names ──┴▶ propose ─▶ review file ─▶ accept ─▶ front matter, people.yaml

Nothing here enters the person index by itself: declared is the truth, a tool proposes.
"""
