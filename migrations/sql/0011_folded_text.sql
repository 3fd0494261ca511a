-- Text is compared without case in the form that the program folds it to, not in that of lower(), whose letters depend
-- on the locale: a filter in the database and the same filter in the program's memory must agree on every record.
-- So the program writes these columns from now on.
--
-- What is there is folded as well as SQL can; the rest follows when a record is next written. ALTER TYPE rewrites the
-- rows of all tenants, which an UPDATE under the forced policies could not. No released program writes these tables
-- yet, so this is the one change that need not wait for a second release.

ALTER TABLE pipelines ALTER COLUMN name_lower DROP EXPRESSION;
ALTER TABLE pipelines ALTER COLUMN name_lower TYPE text COLLATE "C"
    USING replace(replace(lower(name), 'ß', 'ss'), 'ς', 'σ');

ALTER TABLE stages ALTER COLUMN name_lower DROP EXPRESSION;
ALTER TABLE stages ALTER COLUMN name_lower TYPE text COLLATE "C"
    USING replace(replace(lower(name), 'ß', 'ss'), 'ς', 'σ');

ALTER TABLE deals ALTER COLUMN title_lower DROP EXPRESSION;
ALTER TABLE deals ADD COLUMN description_lower text COLLATE "C";
ALTER TABLE deals ALTER COLUMN title_lower TYPE text COLLATE "C"
    USING replace(replace(lower(title), 'ß', 'ss'), 'ς', 'σ');
ALTER TABLE deals ALTER COLUMN description_lower TYPE text COLLATE "C"
    USING replace(replace(lower(description), 'ß', 'ss'), 'ς', 'σ');
ALTER TABLE deals ADD CHECK ((description IS NULL) = (description_lower IS NULL));
COMMENT ON COLUMN deals.title_lower IS 'Folded by the program, as every column of this suffix on a table of records.';
