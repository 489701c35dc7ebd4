// A session of edits that another program kills: `project_session FILE FIRST` runs the steps of
// project_script.h from number FIRST on, and prints a step's number once it is saved.

#include <cstdio>
#include <cstdlib>

#include "tests/annotation/project_script.h"

int main(int argc, char** argv) {
    if (argc != 3) return 2;
    rtrack::Project project = rtrack::Project::open(argv[1]);
    for (int64_t number = std::atoll(argv[2]);; ++number) {
        rtrack::run_script_step(project, number);
        std::printf("%lld\n", static_cast<long long>(number));
        if (std::fflush(stdout) != 0) return 0;
    }
}
