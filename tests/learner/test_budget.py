"""What a kernel weighs after a lesson.

Other costs are held elsewhere: the quiz's models and bytes in `test_quiz_traffic`, modules loaded
in `test_structure`, images in `test_authoring`. `tests/benchmarks` prints them all, with seconds.
"""

from __future__ import annotations

import pytest
from live_kernel import HEAVIEST, LESSON, ROOT, code_cells, live_kernel
from project_files import notebook_of

from helpers.charts import draw, exhibit_ids


def test_a_whole_lesson_fits_into_little_memory(tmp_path, counted):
    """Where this process shares the libraries' pages with the kernel, as two learners' kernels do.

    Else the figure would hang on what other programs happen to run.
    """
    next(chart for chart in map(draw, exhibit_ids()) if chart.is_picture).png()
    with live_kernel(tmp_path) as kernel:
        if kernel.megabytes() is None:
            pytest.skip("memory is weighed on Linux only: run this test there")
        bare = kernel.megabytes()
        for cell in code_cells(ROOT / "notebooks" / notebook_of(LESSON)):
            kernel.run(cell)
        assert kernel.run("print('matplotlib' in __import__('sys').modules)") == "True\n"
        whole = kernel.megabytes()
    counted(f"a kernel of {whole:.0f} MB after the lesson, {bare:.0f} before")
    assert 10 < bare < whole <= HEAVIEST
