-- A ranking sums the whole of a measure for hundreds of units: answered from this index alone, without a look at a cell.
create index measure_cells_whole on measure_cells (measure, holder, dimension, period, value) where dimension = '';
