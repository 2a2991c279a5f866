"""python -m vnplans"""

from vnplans.cli import main

if __name__ == "__main__":
    main()
